package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbIT {
  private static final Path HOME = Path.of("target/dynamodb");
  private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("a"));

  @TempDir private Path data;

  @Test
  void updatesOnConditionAndKeepsItsDataThroughACrash() throws IOException {
    Map<String, AttributeValue> settledAt2 =
        Map.of("id", AttributeValue.fromS("a"), "settled", AttributeValue.fromN("2"));
    try (DynamoDb dynamo = DynamoDb.start(HOME, Optional.of(data), 0);
        DynamoDbClient client = client(dynamo)) {
      createTable(client);
      settle(client, 2);
      ConditionalCheckFailedException refused =
          assertThrows(ConditionalCheckFailedException.class, () -> settle(client, 1));
      assertEquals(settledAt2, refused.item());
      dynamo.kill();
      assertFalse(dynamo.isAlive());
    }

    try (DynamoDb dynamo = DynamoDb.start(HOME, Optional.of(data), 0);
        DynamoDbClient client = client(dynamo)) {
      assertEquals(settledAt2, item(client));
      settle(client, 3);
    }
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(
          Set.of("dynamodb.log", "shared-local-instance.db"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void forgetsWhatItHeldInMemory() {
    try (DynamoDb dynamo = DynamoDb.start(HOME, Optional.empty(), 0);
        DynamoDbClient client = client(dynamo)) {
      createTable(client);
      settle(client, 1);
      assertEquals("1", item(client).get("settled").n());
    }
    try (DynamoDb dynamo = DynamoDb.start(HOME, Optional.empty(), 0);
        DynamoDbClient client = client(dynamo)) {
      assertEquals(List.of(), client.listTables().tableNames());
    }
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(table ->
        table
            .tableName("state")
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(it -> it.attributeName("id").attributeType(ScalarAttributeType.S))
            .keySchema(it -> it.attributeName("id").keyType(KeyType.HASH)));
  }

  private static void settle(DynamoDbClient client, int generation) {
    client.updateItem(update ->
        update
            .tableName("state")
            .key(KEY)
            .updateExpression("SET settled = :g")
            .conditionExpression("attribute_not_exists(settled) OR settled < :g")
            .expressionAttributeValues(
                Map.of(":g", AttributeValue.fromN(Integer.toString(generation))))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private static Map<String, AttributeValue> item(DynamoDbClient client) {
    return client.getItem(get -> get.tableName("state").key(KEY).consistentRead(true)).item();
  }

  private static DynamoDbClient client(DynamoDb dynamo) {
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(AwsCrtHttpClient.create())
        .build();
  }
}
