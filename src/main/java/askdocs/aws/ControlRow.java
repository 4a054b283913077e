package askdocs.aws;

import askdocs.ask.ServingIndex;
import askdocs.ingest.Control;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The row that names the indices in use; read again when it is some seconds old. */
public final class ControlRow implements ServingIndex {
  /** How long what was read is believed: nobody goes by an older control than this. */
  public static final Duration FRESH = Duration.ofSeconds(5);

  /** How long a call without a deadline of its own may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StateTable table;
  private final Retrying retrying;
  private final Clock clock;
  private final AtomicReference<Optional<Read>> cached = new AtomicReference<>(Optional.empty());

  /**
   * The row in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public ControlRow(DynamoDbClient dynamoDb, String table, Retrying retrying, Clock clock) {
    this.table = new StateTable(dynamoDb, table, retrying);
    this.retrying = retrying;
    this.clock = clock;
  }

  private record Read(Control control, Instant at) {}

  @Override
  public Optional<IndexRef> current() {
    return control().map(Control::serving);
  }

  @Override
  public Optional<IndexRef> current(Deadline deadline) {
    return control(deadline).map(Control::serving);
  }

  /** What the row says, at most {@link #FRESH} ago; empty while no document was ever indexed. */
  public Optional<Control> control() {
    return control(Deadline.in(PATIENCE, clock));
  }

  private Optional<Control> control(Deadline deadline) {
    Instant now = clock.instant();
    Optional<Read> known = cached.get().filter(read -> read.at().plus(FRESH).isAfter(now));
    if (known.isEmpty()) {
      known = read(deadline).map(control -> new Read(control, now));
      cached.set(known);
    }
    return known.map(Read::control);
  }

  /** What the row says now. */
  public Optional<Control> read() {
    return read(Deadline.in(PATIENCE, clock));
  }

  private Optional<Control> read(Deadline deadline) {
    Map<String, AttributeValue> item = retrying.call(Upstream.TABLE, deadline, this::item);
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Control(
                index(item, "serving").orElseThrow(),
                index(item, "filling"),
                index(item, "previous"),
                StateTable.number(item, "made").orElseThrow().intValue(),
                StateTable.number(item, "version").orElseThrow()));
  }

  private Map<String, AttributeValue> item(Duration time) {
    return table
        .call(() ->
            table
                .client()
                .getItem(request ->
                    request
                        .tableName(table.name())
                        .key(StateTable.key(StateTable.CONTROL, StateTable.CONTROL))
                        .consistentRead(true)
                        .overrideConfiguration(override -> override.apiCallTimeout(time))))
        .item();
  }

  private static Optional<IndexRef> index(Map<String, AttributeValue> item, String role) {
    return StateTable.text(item, role + "Index")
        .map(name ->
            new IndexRef(
                name,
                StateTable.text(item, role + "Model").orElseThrow(),
                StateTable.number(item, role + "Dimensions").orElseThrow().intValue()));
  }

  /**
   * Has this index serve, if none ever did.
   *
   * @return what the row says now
   */
  public Control seed(IndexRef first) {
    Control control = Control.first(first);
    return write(control, "attribute_not_exists(#version)", Map.of())
        ? control
        : read().orElseThrow();
  }

  /**
   * Replaces what was read, if it is still what the row says: one conditional write.
   *
   * @return whether it was
   */
  public boolean replace(Control read, Control next) {
    return write(next, "#version = :read", Map.of(":read", StateTable.number(read.version())));
  }

  private boolean write(Control control, String condition, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item =
        new HashMap<>(StateTable.key(StateTable.CONTROL, StateTable.CONTROL));
    put(item, "serving", control.serving());
    control.filling().ifPresent(index -> put(item, "filling", index));
    control.previous().ifPresent(index -> put(item, "previous", index));
    item.put("made", StateTable.number(control.made()));
    item.put("version", StateTable.number(control.version()));
    try {
      retrying.call(
          Upstream.TABLE,
          Deadline.in(PATIENCE, clock),
          time ->
              table.call(() ->
                  table
                      .client()
                      .putItem(request -> {
                        request
                            .tableName(table.name())
                            .item(item)
                            .conditionExpression(condition)
                            .expressionAttributeNames(Map.of("#version", "version"))
                            .overrideConfiguration(override -> override.apiCallTimeout(time));
                        if (!values.isEmpty()) {
                          request.expressionAttributeValues(values);
                        }
                      })));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static void put(Map<String, AttributeValue> item, String role, IndexRef index) {
    item.put(role + "Index", StateTable.text(index.name()));
    item.put(role + "Model", StateTable.text(index.embeddingModel()));
    item.put(role + "Dimensions", StateTable.number(index.dimensions()));
  }
}
