package askdocs.aws;

import askdocs.ask.LiveDocuments;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What is live, by consistent batch reads of up to 100 rows each. */
public final class LiveRows implements LiveDocuments {
  private static final int BATCH = 100;

  private final StateTable table;
  private final Retrying retrying;

  public LiveRows(DynamoDbClient dynamoDb, String table, Retrying retrying) {
    this.table = new StateTable(dynamoDb, table, retrying);
    this.retrying = retrying;
  }

  @Override
  public Map<String, Live> live(IndexRef index, Set<String> keys, Deadline deadline) {
    Map<String, Live> live = new HashMap<>();
    List<String> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Map<String, AttributeValue>> wanted =
          all.subList(from, Math.min(from + BATCH, all.size())).stream()
              .map(key -> StateTable.key(index.name(), key))
              .toList();
      List<Map<String, AttributeValue>> left = new ArrayList<>(wanted);
      retrying.call(Upstream.TABLE, deadline, time -> read(left, live, time));
    }
    return live;
  }

  /** Reads what is left to read; keys that the table did not get to are left for another try. */
  private Map<String, Live> read(
      List<Map<String, AttributeValue>> left, Map<String, Live> live, Duration time) {
    BatchGetItemResponse response =
        table.call(() ->
            table
                .client()
                .batchGetItem(request ->
                    request
                        .requestItems(Map.of(table.name(), request(left)))
                        .overrideConfiguration(override -> override.apiCallTimeout(time))));
    for (Map<String, AttributeValue> item :
        response.responses().getOrDefault(table.name(), List.of())) {
      DocumentItem.live(item)
          .ifPresent(generation ->
              live.put(
                  StateTable.text(item, "key").orElseThrow(),
                  new Live(generation, DocumentItem.access(item))));
    }
    left.clear();
    if (response.unprocessedKeys().containsKey(table.name())) {
      left.addAll(response.unprocessedKeys().get(table.name()).keys());
      throw new UpstreamException(
          "The state table did not get to all rows", Kind.RETRYABLE, Sign.THROTTLED);
    }
    return live;
  }

  private static KeysAndAttributes request(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder()
        .keys(List.copyOf(keys))
        .consistentRead(true)
        .projectionExpression("#key, #live, #access")
        .expressionAttributeNames(Map.of("#key", "key", "#live", "live", "#access", "access"))
        .build();
  }
}
