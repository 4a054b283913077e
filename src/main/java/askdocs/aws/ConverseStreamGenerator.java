package askdocs.aws;

import askdocs.ask.Generator;
import askdocs.ask.Prompt;
import askdocs.ask.StreamingGenerator;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * The same as {@link ConverseGenerator}, through Bedrock's ConverseStream.
 *
 * <p>What the SDK's threads receive is handed to the thread that waits for the answer. A stream
 * that breaks off is tried again only as long as the model has said nothing. Whoever throws out of
 * {@link askdocs.ask.StreamingGenerator.Progress#wrote} closes the connection, and with it ends the
 * model's work.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>
 */
public final class ConverseStreamGenerator implements StreamingGenerator {
  private final BedrockRuntimeAsyncClient bedrock;
  private final ConverseGenerator requests;
  private final Retrying retrying;

  /**
   * @param requests what makes the requests: they are Converse's
   */
  public ConverseStreamGenerator(
      BedrockRuntimeAsyncClient bedrock, ConverseGenerator requests, Retrying retrying) {
    this.bedrock = bedrock;
    this.requests = requests;
    this.retrying = retrying;
  }

  /** One thing that came from the stream. */
  private sealed interface Signal {}

  private record Came(ConverseStreamOutput event) implements Signal {}

  private record Failed(Throwable failure) implements Signal {}

  private record Ended() implements Signal {}

  /** A stream that broke off once the model had said something: nothing tries it again. */
  private static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UpstreamException failure;

    BrokenException(UpstreamException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  @Override
  public Generator telling(Progress progress) {
    return (prompt, deadline) ->
        requests.asItTakes(prompt, cites -> generate(prompt, cites, deadline, progress));
  }

  private Generator.Generation generate(
      Prompt prompt, boolean cites, Deadline deadline, Progress progress) {
    ConverseStreamRequest request = streaming(requests.request(prompt, cites));
    try {
      Tried<Generator.Generation> tried =
          retrying.call(
              Upstream.writing(prompt.model()),
              requests.tokens(prompt),
              deadline,
              time ->
                  stream(
                      request,
                      new StreamedMessage(
                          prompt.model(), spans -> ConverseGenerator.read(spans, prompt, cites)),
                      time,
                      progress));
      Generator.Generation written = tried.answer();
      return new Generator.Generation(
          written.spans(), written.stop(), written.usage().after(tried.unanswered()));
    } catch (BrokenException e) {
      throw e.failure;
    }
  }

  private static ConverseStreamRequest streaming(ConverseRequest request) {
    return ConverseStreamRequest.builder()
        .modelId(request.modelId())
        .system(request.system())
        .messages(request.messages())
        .inferenceConfig(request.inferenceConfig())
        .additionalModelRequestFields(request.additionalModelRequestFields())
        .build();
  }

  private Generator.Generation stream(
      ConverseStreamRequest request, StreamedMessage message, Duration time, Progress progress) {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    CompletableFuture<Void> call =
        bedrock.converseStream(
            request.toBuilder()
                .overrideConfiguration(override -> override.apiCallTimeout(time))
                .build(),
            ConverseStreamResponseHandler.builder()
                .subscriber(event -> signals.add(new Came(event)))
                .build());
    var _ =
        call.whenComplete(
            (_, failure) -> signals.add(failure == null ? new Ended() : new Failed(failure)));
    try {
      return read(signals, message, time, progress);
    } catch (UpstreamException e) {
      throw message.saysNothing() ? e : new BrokenException(e);
    } finally {
      // Without effect on a call that is over; any other is ended.
      call.cancel(true);
    }
  }

  private static Generator.Generation read(
      BlockingQueue<Signal> signals, StreamedMessage message, Duration time, Progress progress) {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      switch (next(signals, end - System.nanoTime())) {
        case Came(ConverseStreamOutput event) -> {
          if (message.take(event)) {
            progress.wrote(message.spans());
          }
        }
        case Failed(Throwable failure) -> throw translated(failure);
        case Ended() -> {
          return message.generation();
        }
      }
    }
  }

  private static Signal next(BlockingQueue<Signal> signals, long nanos) {
    try {
      Signal signal = signals.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return signal == null ? new Failed(late()) : signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(
          new UpstreamException(
              "Waiting for the answering model was interrupted",
              Kind.PERMANENT,
              Sign.UNANSWERED,
              e,
              1));
    }
  }

  private static UpstreamException late() {
    return new UpstreamException(
        "The answering model did not end in time",
        Kind.RETRYABLE,
        Sign.UNANSWERED,
        new TimeoutException(),
        1);
  }

  private static UpstreamException translated(Throwable failure) {
    return switch (failure) {
      case UpstreamException known -> known;
      case SdkException sdk -> SdkErrors.translate("The answering model", sdk);
      case Throwable other when other.getCause() instanceof SdkException sdk ->
          SdkErrors.translate("The answering model", sdk);
      default ->
          new UpstreamException(
              "The answering model's stream failed", Kind.RETRYABLE, Sign.UNANSWERED, failure, 1);
    };
  }
}
