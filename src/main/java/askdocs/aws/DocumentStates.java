package askdocs.aws;

import askdocs.ingest.Claiming;
import askdocs.ingest.Committing;
import askdocs.ingest.Conclusion;
import askdocs.ingest.CurrentRow;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.Settling;
import askdocs.ingest.Source;
import askdocs.ingest.Verdict;
import askdocs.knowledge.DocumentStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The states of one index's documents, written by conditional updates. */
public final class DocumentStates implements Claiming, CurrentRow, Settling, Committing {
  /** A row stays below 4 KB, one read unit: the longest reason and title that are kept. */
  private static final int LONGEST_TEXT = 500;

  private static final List<String> CONCLUDED =
      List.of(
          "live",
          "status",
          "reason",
          "etag",
          "versionId",
          "sidecar",
          "pipeline",
          "access",
          "title",
          "bytes",
          "passages");

  private final StateTable table;
  private final String index;
  private final Clock clock;

  /**
   * The states in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public DocumentStates(
      DynamoDbClient dynamoDb, String table, String index, Retrying retrying, Clock clock) {
    this.table = new StateTable(dynamoDb, table, retrying);
    this.index = index;
    this.clock = clock;
  }

  @Override
  public DocumentRow claim(String key) {
    UpdateItemResponse response =
        table.patiently(() ->
            table
                .client()
                .updateItem(request ->
                    request
                        .tableName(table.name())
                        .key(StateTable.key(index, key))
                        .updateExpression(
                            "SET claim = if_not_exists(claim, :clock) + :one,"
                                + " settled = if_not_exists(settled, :clock),"
                                + " claimedAt = :now")
                        .expressionAttributeValues(
                            Map.of(
                                ":clock",
                                StateTable.number(clock.millis()),
                                ":one",
                                StateTable.number(1),
                                ":now",
                                StateTable.text(clock.instant().toString())))
                        .returnValues(ReturnValue.ALL_NEW)));
    return DocumentItem.row(response.attributes());
  }

  @Override
  public Optional<DocumentRow> read(String key) {
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
        .map(DocumentItem::row);
  }

  @Override
  public Verdict settle(DocumentRow read, long generation) {
    return update(
        read.key(),
        "SET settled = :generation",
        "settled = :read",
        Map.of(
            ":generation", StateTable.number(generation),
            ":read", StateTable.number(read.settled())));
  }

  @Override
  public Verdict commit(DocumentRow claimed, Conclusion conclusion) {
    long generation = claimed.claim();
    Map<String, AttributeValue> concluded = new TreeMap<>(attributes(generation, conclusion));
    Map<String, AttributeValue> values = new HashMap<>();
    concluded.forEach((name, value) -> values.put(":" + name, value));
    values.put(":generation", StateTable.number(generation));
    values.put(":read", StateTable.number(claimed.settled()));
    values.put(":now", StateTable.text(clock.instant().toString()));
    String set =
        concluded.keySet().stream()
            .map(name -> "#" + name + " = :" + name + ", ")
            .collect(Collectors.joining());
    String removed =
        CONCLUDED.stream()
            .filter(name -> !concluded.containsKey(name))
            .map(name -> "#" + name)
            .collect(Collectors.joining(", "));
    return update(
        claimed.key(),
        "SET "
            + set
            + "settled = :generation, updatedAt = :now"
            + (removed.isEmpty() ? "" : " REMOVE " + removed),
        "settled = :read",
        values);
  }

  private static Map<String, AttributeValue> attributes(long generation, Conclusion conclusion) {
    return switch (conclusion) {
      case Conclusion.Indexed indexed -> {
        Map<String, AttributeValue> attributes = seen(DocumentStatus.INDEXED, indexed.source());
        attributes.put("live", StateTable.number(generation));
        attributes.put("title", StateTable.text(cut(indexed.title())));
        attributes.put("passages", StateTable.number(indexed.passages()));
        yield attributes;
      }
      case Conclusion.Failed failed -> {
        Map<String, AttributeValue> attributes = seen(DocumentStatus.FAILED, failed.source());
        attributes.put("reason", StateTable.text(cut(failed.reason())));
        yield attributes;
      }
      case Conclusion.Ignored ignored -> {
        Map<String, AttributeValue> attributes = seen(DocumentStatus.IGNORED, ignored.source());
        attributes.put("reason", StateTable.text(cut(ignored.reason())));
        yield attributes;
      }
      case Conclusion.Missing _ ->
          Map.of("status", StateTable.text(DocumentStatus.NOT_FOUND.name()));
    };
  }

  private static Map<String, AttributeValue> seen(DocumentStatus status, Source source) {
    Fingerprint fingerprint = source.fingerprint();
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put("status", StateTable.text(status.name()));
    attributes.put("etag", StateTable.text(fingerprint.etag()));
    fingerprint.versionId().ifPresent(id -> attributes.put("versionId", StateTable.text(id)));
    fingerprint.sidecar().ifPresent(etag -> attributes.put("sidecar", StateTable.text(etag)));
    attributes.put("pipeline", StateTable.text(fingerprint.pipeline()));
    attributes.put(
        "access",
        AttributeValue.fromL(source.access().principals().stream().map(StateTable::text).toList()));
    attributes.put("bytes", StateTable.number(source.object().bytes()));
    return attributes;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return text.substring(0, end) + "…";
  }

  private Verdict update(
      String key, String expression, String condition, Map<String, AttributeValue> values) {
    Map<String, String> names =
        CONCLUDED.stream()
            .filter(name -> expression.contains("#" + name))
            .collect(Collectors.toMap(name -> "#" + name, name -> name));
    try {
      table.patiently(() ->
          table
              .client()
              .updateItem(request -> {
                request
                    .tableName(table.name())
                    .key(StateTable.key(index, key))
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD);
                if (!names.isEmpty()) {
                  request.expressionAttributeNames(names);
                }
              }));
      return new Verdict.Accepted();
    } catch (ConditionalCheckFailedException e) {
      return new Verdict.Refused(DocumentItem.row(e.item()));
    }
  }
}
