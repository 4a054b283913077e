package askdocs.local.chaos;

import askdocs.local.sqs.SqsStandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How much the queues hold. */
public final class Backlog {
  private static final int QUIET_LOOKS = 4;
  private static final long PAUSE_MILLIS = 500;

  private final SqsStandIn sqs;

  /** That of these queues. */
  public Backlog(SqsStandIn sqs) {
    this.sqs = sqs;
  }

  /** All messages of the queue, with those that are hidden or delayed. */
  public int queued() {
    return size(sqs.queueUrl());
  }

  /** The messages that failed too often. */
  public int dead() {
    return size(sqs.deadLetterUrl());
  }

  private int size(String queue) {
    Map<QueueAttributeName, String> attributes =
        sqs.client()
            .getQueueAttributes(request ->
                request
                    .queueUrl(queue)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
            .attributes();
    return attributes.values().stream().mapToInt(Integer::parseInt).sum();
  }

  /**
   * Waits until the queue is empty, also of what is hidden, for some time.
   *
   * @throws IOException if it is not in time
   */
  public void awaitEmpty(Duration patience, Runnable progress)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int quiet = 0; quiet < QUIET_LOOKS; ) {
      quiet = queued() == 0 ? quiet + 1 : 0;
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "After %d s the queue holds %d messages".formatted(patience.toSeconds(), queued()));
      }
      progress.run();
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
