package askdocs.aws;

import askdocs.ingest.Hint;
import askdocs.ingest.HintSender;
import askdocs.ingest.Work;
import askdocs.ingest.WorkQueue;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends hints, and work put off, to the queue that S3's events come by too. */
public final class HintQueue implements HintSender, WorkQueue {
  /** What SQS takes at a time. */
  private static final int BATCH = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Retrying retrying;
  private final Clock clock;

  public HintQueue(SqsClient sqs, String queueUrl, Retrying retrying, Clock clock) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.retrying = retrying;
    this.clock = clock;
  }

  @Override
  public void put(Work work, Duration delay) {
    String body = WorkMessages.write(work);
    retrying.call(
        Upstream.QUEUE,
        Deadline.in(PATIENCE, clock),
        time -> {
          try {
            return sqs.sendMessage(request ->
                request
                    .queueUrl(queueUrl)
                    .messageBody(body)
                    .delaySeconds((int) delay.toSeconds())
                    .overrideConfiguration(override -> override.apiCallTimeout(time)));
          } catch (SdkException e) {
            throw SdkErrors.translate("The queue", e);
          }
        });
  }

  @Override
  public void send(List<Hint> hints) {
    for (int from = 0; from < hints.size(); from += BATCH) {
      List<Hint> batch = hints.subList(from, Math.min(from + BATCH, hints.size()));
      List<SendMessageBatchRequestEntry> left = new ArrayList<>(entries(batch));
      retrying.call(Upstream.QUEUE, Deadline.in(PATIENCE, clock), time -> sendAll(left, time));
    }
  }

  private static List<SendMessageBatchRequestEntry> entries(List<Hint> hints) {
    return IntStream.range(0, hints.size())
        .mapToObj(at ->
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(at))
                .messageBody(WorkMessages.write(new Work.OfHint(hints.get(at), 0)))
                .build())
        .toList();
  }

  /** One try; what was not taken is left for another. */
  private List<SendMessageBatchRequestEntry> sendAll(
      List<SendMessageBatchRequestEntry> left, Duration time) {
    SendMessageBatchResponse response;
    List<SendMessageBatchRequestEntry> sent = List.copyOf(left);
    try {
      response =
          sqs.sendMessageBatch(request ->
              request
                  .queueUrl(queueUrl)
                  .entries(sent)
                  .overrideConfiguration(override -> override.apiCallTimeout(time)));
    } catch (SdkException e) {
      throw SdkErrors.translate("The queue", e);
    }
    List<String> failed = response.failed().stream().map(BatchResultErrorEntry::id).toList();
    left.removeIf(entry -> !failed.contains(entry.id()));
    if (!left.isEmpty()) {
      boolean ours = response.failed().stream().anyMatch(BatchResultErrorEntry::senderFault);
      throw new UpstreamException(
          "The queue did not take "
              + left.size()
              + " hints: "
              + response.failed().getFirst().code(),
          ours ? Kind.PERMANENT : Kind.RETRYABLE);
    }
    return left;
  }
}
