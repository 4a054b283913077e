package askdocs.aws;

import askdocs.knowledge.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The messages that failed too often, and the queue that they came from. */
public final class DeadLetters {
  private static final int BATCH = 10;

  /** A receive that waits asks all of the queue's servers: nothing received means nothing there. */
  private static final int WAIT_SECONDS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SqsClient sqs;
  private final String deadLetterUrl;
  private final String queueUrl;
  private final Retrying retrying;
  private final Clock clock;

  public DeadLetters(
      SqsClient sqs, String deadLetterUrl, String queueUrl, Retrying retrying, Clock clock) {
    this.sqs = sqs;
    this.deadLetterUrl = deadLetterUrl;
    this.queueUrl = queueUrl;
    this.retrying = retrying;
    this.clock = clock;
  }

  /**
   * Moves all of them back, to be tried again. None is lost: each is sent before it is deleted, so
   * that at the worst one is there twice, which ingesting does not mind.
   *
   * @return how many there were
   * @throws askdocs.knowledge.UpstreamException if the queues fail; what was moved stays moved
   */
  public int replay() {
    int moved = 0;
    for (List<Message> batch = receive(); !batch.isEmpty(); batch = receive()) {
      batch.forEach(this::move);
      moved += batch.size();
    }
    return moved;
  }

  private List<Message> receive() {
    return call(() ->
            sqs.receiveMessage(request ->
                request
                    .queueUrl(deadLetterUrl)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .messageAttributeNames("All")))
        .messages();
  }

  private void move(Message message) {
    call(() ->
        sqs.sendMessage(request ->
            request
                .queueUrl(queueUrl)
                .messageBody(message.body())
                .messageAttributes(message.messageAttributes())));
    call(() ->
        sqs.deleteMessage(
            request -> request.queueUrl(deadLetterUrl).receiptHandle(message.receiptHandle())));
  }

  private <T> T call(Supplier<T> call) {
    return retrying.call(
        Upstream.QUEUE,
        Deadline.in(PATIENCE, clock),
        _ -> {
          try {
            return call.get();
          } catch (SdkException e) {
            throw SdkErrors.translate("The queue", e);
          }
        });
  }
}
