package askdocs.aws;

import askdocs.knowledge.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Items of the spend table that are kept for a time.
 *
 * <p>The table's partition key is {@code id}. {@value #DELETE_AFTER} has the second after which
 * DynamoDB deletes the item, days later perhaps, so that whoever reads one looks at the time
 * itself. Items that must not go, as budgets, do not have it.
 */
final class KeptItems {
  private static final String DELETE_AFTER = "deleteAfter";

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final Retrying retrying;

  KeptItems(DynamoDbClient dynamoDb, String table, Retrying retrying) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.retrying = retrying;
  }

  /** The item, an expired one too. */
  Optional<Map<String, AttributeValue>> find(String id, Deadline deadline) {
    Map<String, AttributeValue> item =
        retrying.call(
            Upstream.SPEND_TABLE,
            deadline,
            time ->
                call(() ->
                    dynamoDb
                        .getItem(request ->
                            request
                                .tableName(table)
                                .key(Map.of("id", StateTable.text(id)))
                                .consistentRead(true)
                                .overrideConfiguration(override -> override.apiCallTimeout(time)))
                        .item()));
    return Optional.of(item).filter(found -> !found.isEmpty());
  }

  /** When it expires: to the second, as DynamoDB counts. */
  static Instant expiresAt(Map<String, AttributeValue> item) {
    return Instant.ofEpochSecond(StateTable.number(item, DELETE_AFTER).orElseThrow());
  }

  /** Puts an item, whatever was there. */
  void put(
      String id, Map<String, AttributeValue> attributes, Instant expiresAt, Deadline deadline) {
    PutItemRequest request = request(id, attributes, expiresAt).build();
    retrying.call(Upstream.SPEND_TABLE, deadline, time -> put(request, time));
  }

  /**
   * Puts an item, if the number in this attribute is what it says; 0 stands for no item.
   *
   * @return whether it was
   */
  boolean putIf(
      String attribute,
      long is,
      String id,
      Map<String, AttributeValue> attributes,
      Instant expiresAt,
      Deadline deadline) {
    PutItemRequest.Builder request = request(id, attributes, expiresAt);
    if (is == 0) {
      request.conditionExpression("attribute_not_exists(id)");
    } else {
      request
          .conditionExpression("#attribute = :is")
          .expressionAttributeNames(Map.of("#attribute", attribute))
          .expressionAttributeValues(Map.of(":is", StateTable.number(is)));
    }
    PutItemRequest conditional = request.build();
    try {
      retrying.call(Upstream.SPEND_TABLE, deadline, time -> put(conditional, time));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private PutItemRequest.Builder request(
      String id, Map<String, AttributeValue> attributes, Instant expiresAt) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("id", StateTable.text(id));
    item.put(DELETE_AFTER, StateTable.number(expiresAt.getEpochSecond()));
    return PutItemRequest.builder().tableName(table).item(item);
  }

  private boolean put(PutItemRequest request, Duration time) {
    call(() ->
        dynamoDb.putItem(
            request.toBuilder()
                .overrideConfiguration(override -> override.apiCallTimeout(time))
                .build()));
    return true;
  }

  private static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException e) {
      throw e;
    } catch (SdkException e) {
      throw SdkErrors.translate("The spend table", e);
    }
  }
}
