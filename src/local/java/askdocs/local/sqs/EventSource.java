package askdocs.local.sqs;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.LambdaFunction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Brings a queue's messages to a function, as Lambda's event source mapping does with {@code
 * ReportBatchItemFailures}.
 *
 * <p>What the function does not report as failed is deleted. What it does report, and the whole
 * batch if it ends with an error or its answer makes no sense, becomes visible again after the
 * queue's visibility timeout.
 */
public final class EventSource implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventSource.class.getName());
  private static final int WAIT_SECONDS = 2;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final SqsClient sqs;
  private final String queueUrl;
  private final String queueArn;
  private final int batchSize;
  private final LambdaFunction function;
  private final ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  private EventSource(
      SqsClient sqs, String queueUrl, String queueArn, int batchSize, LambdaFunction function) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.queueArn = queueArn;
    this.batchSize = batchSize;
    this.function = function;
  }

  /**
   * Polls from now on, until closed.
   *
   * @param batchSize the most messages of one event, 1 to 10
   * @param concurrency the most invocations at once
   */
  public static EventSource start(
      SqsClient sqs,
      String queueUrl,
      String queueArn,
      int batchSize,
      int concurrency,
      LambdaFunction function) {
    EventSource source = new EventSource(sqs, queueUrl, queueArn, batchSize, function);
    for (int i = 0; i < concurrency; i++) {
      source.pollers.execute(source::poll);
    }
    return source;
  }

  private void poll() {
    while (!closed) {
      try {
        deliver(receive());
      } catch (SdkException e) {
        if (!closed) {
          LOG.log(Level.WARNING, "The queue did not answer", e);
          pause();
        }
      }
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(r ->
            r.queueUrl(queueUrl)
                .maxNumberOfMessages(batchSize)
                .waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All"))
        .messages();
  }

  private void deliver(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Optional<Set<String>> failed;
    try {
      String answer = function.invoke(SqsEvents.of(messages, queueArn));
      failed = SqsEvents.failures(answer, SqsEvents.ids(messages));
      if (failed.isEmpty()) {
        LOG.log(Level.WARNING, "The function''s answer makes no sense: {0}", answer);
      }
    } catch (FunctionFailure e) {
      LOG.log(Level.WARNING, "The function failed: {0}: {1}", e.type(), e.getMessage());
      failed = Optional.empty();
    }
    Set<String> kept = failed.orElseGet(() -> SqsEvents.ids(messages));
    List<DeleteMessageBatchRequestEntry> done =
        messages.stream()
            .filter(message -> !kept.contains(message.messageId()))
            .map(message ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(message.messageId())
                    .receiptHandle(message.receiptHandle())
                    .build())
            .toList();
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(r -> r.queueUrl(queueUrl).entries(done));
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Polls no more; gives invocations under way two seconds to end. */
  @Override
  public void close() {
    closed = true;
    pollers.shutdownNow();
    try {
      if (!pollers.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(Level.DEBUG, "Invocations under way were given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
