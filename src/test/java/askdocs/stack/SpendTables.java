package askdocs.stack;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tables of what is spent, one for each test, in which nothing has been spent. */
final class SpendTables {
  private static final AtomicInteger MADE = new AtomicInteger();

  private SpendTables() {}

  static String fresh(DynamoDbClient dynamoDb) {
    String name = "spend-" + MADE.incrementAndGet();
    dynamoDb.createTable(request ->
        request
            .tableName(name)
            .attributeDefinitions(
                one -> one.attributeName("id").attributeType(ScalarAttributeType.S))
            .keySchema(one -> one.attributeName("id").keyType(KeyType.HASH))
            .billingMode(BillingMode.PAY_PER_REQUEST));
    return name;
  }

  /** The one item whose id begins so. */
  static Map<String, AttributeValue> item(DynamoDbClient dynamoDb, String table, String prefix) {
    return dynamoDb
        .scanPaginator(request -> request.tableName(table).consistentRead(true))
        .items()
        .stream()
        .filter(item -> item.get("id").s().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }
}
