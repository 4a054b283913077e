package askdocs.local;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The template's DynamoDB tables, on DynamoDB Local. */
final class LocalTables implements AutoCloseable {
  private final DynamoDbClient dynamoDb;

  LocalTables(URI endpoint) {
    this.dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  /** Makes those that are not there. */
  void create(Template template, LocalResources resources) {
    template
        .resources("AWS::DynamoDB::Table")
        .forEach((id, table) -> {
          try {
            create(resources.ref(id).orElse(id), table);
          } catch (ResourceInUseException e) {
            // Made by an earlier start.
          }
        });
  }

  private void create(String name, Map<String, Object> table) {
    List<AttributeDefinition> attributes =
        maps(table.get("AttributeDefinitions"))
            .map(attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute.get("AttributeName").toString())
                    .attributeType(
                        ScalarAttributeType.fromValue(attribute.get("AttributeType").toString()))
                    .build())
            .toList();
    List<KeySchemaElement> keys =
        maps(table.get("KeySchema"))
            .map(key ->
                KeySchemaElement.builder()
                    .attributeName(key.get("AttributeName").toString())
                    .keyType(KeyType.fromValue(key.get("KeyType").toString()))
                    .build())
            .toList();
    dynamoDb.createTable(request ->
        request
            .tableName(name)
            .attributeDefinitions(attributes)
            .keySchema(keys)
            .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static java.util.stream.Stream<Map<?, ?>> maps(Object list) {
    return ((List<?>) list).stream().map(member -> (Map<?, ?>) member);
  }

  /** The keys of the documents that have a row; rows of the stack's own begin with {@code #}. */
  Set<String> documentKeys(String stateTable) {
    return dynamoDb
        .scanPaginator(request ->
            request
                .tableName(stateTable)
                .projectionExpression("#index, #key")
                .expressionAttributeNames(Map.of("#index", "index", "#key", "key"))
                .consistentRead(true))
        .items()
        .stream()
        .filter(item -> !item.get("index").s().startsWith("#"))
        .map(item -> item.getOrDefault("key", AttributeValue.fromS("")).s())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}
