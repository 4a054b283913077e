package askdocs.access;

import askdocs.knowledge.DocumentStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The state table with a library's rows, read a few at a time. */
final class StateRows implements DynamoDbClient {
  private static final int ROWS_A_READ = 3;

  private final String index;
  private final Supplier<NavigableMap<String, Row>> rows;

  StateRows(String index, Supplier<NavigableMap<String, Row>> rows) {
    this.index = index;
    this.rows = rows;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    requireConsistent(request.consistentRead());
    String prefix =
        Optional.ofNullable(request.expressionAttributeValues().get(":prefix"))
            .map(AttributeValue::s)
            .orElse("");
    String after = request.hasExclusiveStartKey() ? request.exclusiveStartKey().get("key").s() : "";
    List<String> keys =
        rows.get().tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .limit(ROWS_A_READ)
            .toList();
    QueryResponse.Builder response =
        QueryResponse.builder().items(keys.stream().map(this::item).toList());
    if (keys.size() == ROWS_A_READ) {
      response.lastEvaluatedKey(Map.of("index", text(index), "key", text(keys.getLast())));
    }
    return response.build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    requireConsistent(request.consistentRead());
    String key = request.key().get("key").s();
    return rows.get().containsKey(key)
        ? GetItemResponse.builder().item(item(key)).build()
        : GetItemResponse.builder().build();
  }

  private static void requireConsistent(Boolean consistent) {
    if (!consistent) {
      throw new Violation("A row was read that may be an old one");
    }
  }

  private Map<String, AttributeValue> item(String key) {
    Row row = rows.get().get(key);
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("index", text(index));
    item.put("key", text(key));
    item.put("claim", number(row.generation() + (row.claimed() ? 1 : 0)));
    item.put("settled", number(row.generation()));
    item.put("status", text(row.status().name()));
    item.put("updatedAt", text(Instant.EPOCH.toString()));
    if (row.status() != DocumentStatus.NOT_FOUND) {
      item.put("etag", text("v" + row.generation()));
      item.put("pipeline", text("reader 1"));
      item.put(
          "access",
          AttributeValue.fromL(row.stored().principals().stream().map(StateRows::text).toList()));
    }
    if (row.isLive()) {
      item.put("live", number(row.generation()));
      item.put("title", text(row.text()));
    }
    return item;
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
