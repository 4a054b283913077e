package askdocs.aws;

import askdocs.ask.ServingIndex;
import askdocs.knowledge.IndexRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The row that names the serving index; read again when it is some seconds old. */
public final class ControlRow implements ServingIndex {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final StateTable table;
  private final Clock clock;
  private final AtomicReference<Optional<Read>> cached = new AtomicReference<>(Optional.empty());

  public ControlRow(DynamoDbClient dynamoDb, String table, Clock clock) {
    this.table = new StateTable(dynamoDb, table);
    this.clock = clock;
  }

  private record Read(IndexRef serving, Instant at) {}

  @Override
  public Optional<IndexRef> current() {
    Instant now = clock.instant();
    Optional<Read> known = cached.get().filter(read -> read.at().plus(FRESH).isAfter(now));
    if (known.isEmpty()) {
      known = read().map(serving -> new Read(serving, now));
      cached.set(known);
    }
    return known.map(Read::serving);
  }

  private Optional<IndexRef> read() {
    Map<String, AttributeValue> item =
        table
            .call(() ->
                table
                    .client()
                    .getItem(request ->
                        request
                            .tableName(table.name())
                            .key(StateTable.key(StateTable.CONTROL, StateTable.CONTROL))
                            .consistentRead(true)))
            .item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new IndexRef(
                StateTable.text(item, "servingIndex").orElseThrow(),
                StateTable.text(item, "servingModel").orElseThrow(),
                StateTable.number(item, "servingDimensions").orElseThrow().intValue()));
  }

  /**
   * Makes this the serving index, if none ever was.
   *
   * @return the serving index
   */
  public IndexRef seed(IndexRef first) {
    try {
      table.call(() ->
          table
              .client()
              .putItem(request ->
                  request
                      .tableName(table.name())
                      .item(
                          Map.of(
                              "index", StateTable.text(StateTable.CONTROL),
                              "key", StateTable.text(StateTable.CONTROL),
                              "servingIndex", StateTable.text(first.name()),
                              "servingModel", StateTable.text(first.embeddingModel()),
                              "servingDimensions", StateTable.number(first.dimensions())))
                      .conditionExpression("attribute_not_exists(servingIndex)")));
    } catch (ConditionalCheckFailedException e) {
      return read().orElseThrow();
    }
    return first;
  }
}
