package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Sends an answer at the rate at which a model writes it.
 *
 * <p>What was written is billed, also when the reader goes away before the end.
 */
final class ConverseStream implements Operations.Response {
  private final ConverseAnswer answer;
  private final FaultInjection.Pace pace;
  private final IntConsumer bill;
  private final Consumer<StreamTimes> times;

  /**
   * @param bill told once how many tokens were written
   * @param times told after each piece of text
   */
  ConverseStream(
      ConverseAnswer answer,
      FaultInjection.Pace pace,
      IntConsumer bill,
      Consumer<StreamTimes> times) {
    this.answer = answer;
    this.pace = pace;
    this.bill = bill;
    this.times = times;
  }

  /** Sends all of it; an exception says that the reader is gone. */
  void send(OutputStream out) throws IOException {
    EventStream stream = new EventStream(out, new SplittableRandom(answer.hashCode()));
    long started = System.nanoTime();
    int written = 0;
    Optional<StreamTimes> sent = Optional.empty();
    boolean complete = false;
    try {
      for (StreamedAnswer.Event event : StreamedAnswer.of(answer).events()) {
        if (pace.breaks(written + event.tokens())) {
          breakOff(stream);
          return;
        }
        await(started, written + event.tokens());
        written += event.tokens();
        long now = System.nanoTime();
        stream.event(event.type(), event.content());
        if (event.tokens() > 0) {
          sent = Optional.of(sent.map(begun -> begun.until(now)).orElse(new StreamTimes(now, now)));
          times.accept(sent.get());
        }
      }
      complete = true;
      stream.event("metadata", metadata(Duration.ofNanos(System.nanoTime() - started)));
    } finally {
      bill.accept(complete ? answer.outputTokens() : written);
    }
  }

  private void breakOff(EventStream stream) throws IOException {
    Optional<Refused> error = pace.error();
    if (error.isEmpty()) {
      throw new IOException("The stream is cut off, as was asked for");
    }
    stream.exception(error.get());
  }

  private void await(long started, int tokens) {
    if (pace.tokensPerSecond() == 0 || tokens == 0) {
      return;
    }
    long due = started + tokens * 1_000_000_000L / pace.tokensPerSecond();
    long left = due - System.nanoTime();
    if (left > 0) {
      try {
        Thread.sleep(Duration.ofNanos(left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The stand-in is closing", e);
      }
    }
  }

  private ObjectNode metadata(Duration latency) {
    ObjectNode json = Json.object();
    json.putObject("metrics").put("latencyMs", latency.toMillis());
    json.putObject("usage")
        .put("inputTokens", answer.inputTokens())
        .put("outputTokens", answer.outputTokens())
        .put("totalTokens", answer.inputTokens() + answer.outputTokens())
        .putObject("serverToolUsage");
    return json;
  }
}
