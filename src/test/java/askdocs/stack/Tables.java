package askdocs.stack;

import askdocs.local.template.LocalResources;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stack's tables, as an operator sees them. */
final class Tables {
  private Tables() {}

  static DynamoDbClient client(Stack stack) {
    return DynamoDbClient.builder()
        .endpointOverride(stack.local().resources().dynamodb())
        .region(Region.of(LocalResources.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  static String stateTable(Stack stack) {
    return stack.local().resources().ref("StateTable").orElseThrow();
  }

  /** The rows of a document, one for each index that has it. */
  static List<Map<String, AttributeValue>> row(Stack stack, String key) {
    try (DynamoDbClient client = client(stack)) {
      return client
          .scanPaginator(scan -> scan.tableName(stateTable(stack)).consistentRead(true))
          .items()
          .stream()
          .filter(item -> item.get("key").s().equals(key))
          .toList();
    }
  }
}
