package askdocs.aws;

import askdocs.aws.Pages.Page;
import askdocs.ingest.RowListing;
import askdocs.ingest.RowLookup;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The rows of one index in the state table, by consistent reads, {@value #ROWS_A_PAGE} a page as
 * the bucket and the index are listed: less than the megabyte that a page may have, so that a try
 * does not take longer the shorter the rows are.
 */
public final class IndexRows implements RowListing, RowLookup {
  private static final int ROWS_A_PAGE = 1_000;

  private final StateTable table;
  private final String index;

  /**
   * The rows in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public IndexRows(DynamoDbClient dynamoDb, String table, String index, Retrying retrying) {
    this.table = new StateTable(dynamoDb, table, retrying);
    this.index = index;
  }

  @Override
  public Iterator<Known> rows() {
    return new Pages<>(() -> page(Map.of()));
  }

  private Page<Known> page(Map<String, AttributeValue> from) {
    QueryResponse response =
        table.patiently(() ->
            table
                .client()
                .query(request -> {
                  request
                      .tableName(table.name())
                      .consistentRead(true)
                      .limit(ROWS_A_PAGE)
                      .keyConditionExpression("#index = :index")
                      .expressionAttributeNames(Map.of("#index", "index"))
                      .expressionAttributeValues(Map.of(":index", StateTable.text(index)));
                  if (!from.isEmpty()) {
                    request.exclusiveStartKey(from);
                  }
                }));
    return new Page<>(
        response.items().stream().map(IndexRows::known).toList(),
        Optional.of(response.lastEvaluatedKey())
            .filter(last -> !last.isEmpty())
            .<Supplier<Page<Known>>>map(last -> () -> page(last)));
  }

  @Override
  public Optional<Known> find(String key) {
    return Optional.of(
            table
                .patiently(() ->
                    table
                        .client()
                        .getItem(request ->
                            request
                                .tableName(table.name())
                                .key(StateTable.key(index, key))
                                .consistentRead(true)))
                .item())
        .filter(item -> !item.isEmpty())
        .map(IndexRows::known);
  }

  /** Deletes all rows of the index, for good. */
  public void delete() {
    for (Iterator<Known> rows = rows(); rows.hasNext(); ) {
      String key = rows.next().row().key();
      table.patiently(() ->
          table
              .client()
              .deleteItem(
                  request -> request.tableName(table.name()).key(StateTable.key(index, key))));
    }
  }

  private static Known known(Map<String, AttributeValue> item) {
    return new Known(
        DocumentItem.row(item),
        StateTable.number(item, "passages").orElse(0L).intValue(),
        StateTable.text(item, "reason"),
        StateTable.text(item, "claimedAt").map(Instant::parse).orElse(Instant.EPOCH));
  }
}
