package askdocs.local.chaos;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.LambdaFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Counts what the queue brings to the function. */
final class Deliveries implements LambdaFunction {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What marks a message that no event of S3 is. */
  private static final String OWN = "\"askdocs\"";

  private final LambdaFunction function;
  private int underWay;
  private int messages;
  private int redelivered;
  private int mostReceives;
  private int putOff;
  private int failedInvocations;
  private int failedMessages;
  private int done;

  Deliveries(LambdaFunction function) {
    this.function = function;
  }

  /**
   * What was counted.
   *
   * @param underWay invocations that have not ended
   * @param messages all messages that were received
   * @param redelivered those of them that had been received before
   * @param mostReceives of any message
   * @param putOff messages that came from the function itself
   * @param failedInvocations that ended without an answer
   * @param failedMessages that the function reported as failed
   * @param done messages that the function has dealt with
   */
  record Count(
      int underWay,
      int messages,
      int redelivered,
      int mostReceives,
      int putOff,
      int failedInvocations,
      int failedMessages,
      int done) {}

  synchronized Count count() {
    return new Count(
        underWay,
        messages,
        redelivered,
        mostReceives,
        putOff,
        failedInvocations,
        failedMessages,
        done);
  }

  @Override
  public String invoke(String event) throws FunctionFailure {
    int size = received(event);
    try {
      String answer = function.invoke(event);
      ended(size, answer);
      return answer;
    } catch (FunctionFailure e) {
      failed();
      throw e;
    }
  }

  private synchronized int received(String event) {
    underWay++;
    JsonNode records = json(event).path("Records");
    for (JsonNode message : records) {
      int receives = message.path("attributes").path("ApproximateReceiveCount").asInt(1);
      messages++;
      redelivered += receives > 1 ? 1 : 0;
      putOff += receives == 1 && message.path("body").asText().contains(OWN) ? 1 : 0;
      mostReceives = Math.max(mostReceives, receives);
    }
    return records.size();
  }

  private synchronized void ended(int size, String answer) {
    underWay--;
    int failures = json(answer).path("batchItemFailures").size();
    failedMessages += failures;
    done += size - failures;
  }

  private synchronized void failed() {
    underWay--;
    failedInvocations++;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + text, e);
    }
  }
}
