package askdocs.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The table of documents' states.
 *
 * <p>Its partition key {@code index} is the name of a concrete index, its sort key {@code key} an
 * object's key (both allow 1,024 bytes), so that rows come in the order in which S3 lists keys. The
 * control row lies under {@value #CONTROL}, which no index can be called.
 *
 * <table>
 *   <caption>A document's attributes</caption>
 *   <tr><td>claim, settled, live</td><td>numbers: see {@link askdocs.ingest.Ingesting}</td></tr>
 *   <tr><td>status, reason</td><td>what was last concluded</td></tr>
 *   <tr><td>etag, versionId, pipeline</td><td>what it was concluded from</td></tr>
 *   <tr><td>access</td><td>list of strings: who may read it</td></tr>
 *   <tr><td>title, bytes, passages</td><td>for its owner</td></tr>
 *   <tr><td>updatedAt, claimedAt</td><td>ISO 8601 times</td></tr>
 * </table>
 */
final class StateTable {
  static final String CONTROL = "#control";

  /** How long a call without a deadline may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final DynamoDbClient dynamoDb;
  private final String name;
  private final Retrying retrying;

  /**
   * A table.
   *
   * @param dynamoDb a client that does not retry
   */
  StateTable(DynamoDbClient dynamoDb, String name, Retrying retrying) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.retrying = retrying;
  }

  DynamoDbClient client() {
    return dynamoDb;
  }

  String name() {
    return name;
  }

  static Map<String, AttributeValue> key(String index, String key) {
    return Map.of("index", text(index), "key", text(key));
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static Optional<String> text(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s);
  }

  static Optional<Long> number(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::n).map(Long::valueOf);
  }

  /** Makes a call that has no deadline, and tries it again where that may help. */
  <T> T patiently(Supplier<T> call) {
    return retrying.call(Upstream.TABLE, PATIENCE, _ -> call(call));
  }

  /** Makes a call once, its failures translated but for a failed condition. */
  <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException e) {
      throw e;
    } catch (SdkException e) {
      throw SdkErrors.translate("The state table", e);
    }
  }
}
