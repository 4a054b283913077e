package askdocs.lambda;

import askdocs.ask.AnswerCache;
import askdocs.ask.Condensing;
import askdocs.ask.Conversations;
import askdocs.ask.LiveDocuments;
import askdocs.ask.ServingIndex;
import askdocs.aws.AnswerRows;
import askdocs.aws.Retrying;
import askdocs.aws.SessionRows;
import java.security.SecureRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What asking remembers, as the settings say. */
final class AskMemory {
  private final Settings settings;
  private final DynamoDbClient dynamoDb;
  private final Retrying retrying;

  /**
   * What is remembered in SPEND_TABLE.
   *
   * @param dynamoDb a client that does not retry
   */
  AskMemory(Settings settings, DynamoDbClient dynamoDb, Retrying retrying) {
    this.settings = settings;
    this.dynamoDb = dynamoDb;
    this.retrying = retrying;
  }

  Conversations conversations(
      ServingIndex serving, LiveDocuments documents, Condensing condensing) {
    SessionRows rows = new SessionRows(dynamoDb, settings.text(Setting.SPEND_TABLE), retrying);
    return settings
        .time(Setting.SESSION_TTL)
        .map(time ->
            new Conversations(rows, rows, serving, documents, condensing, time, new SecureRandom()))
        .orElseGet(Conversations::none);
  }

  AnswerCache answers() {
    AnswerRows rows = new AnswerRows(dynamoDb, settings.text(Setting.SPEND_TABLE), retrying);
    return settings
        .time(Setting.ANSWER_CACHE)
        .map(time -> new AnswerCache(rows, rows, time))
        .orElseGet(AnswerCache::none);
  }
}
