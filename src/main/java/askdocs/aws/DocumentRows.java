package askdocs.aws;

import askdocs.ask.ServingIndex;
import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentLookup;
import askdocs.knowledge.Document;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.IndexRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The documents of the serving index, as their owners see them. */
public final class DocumentRows implements DocumentList, DocumentLookup {
  private static final int ROWS_A_READ = 200;

  private final StateTable table;
  private final ServingIndex serving;
  private final String bucket;

  /**
   * The documents in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public DocumentRows(
      DynamoDbClient dynamoDb,
      String table,
      ServingIndex serving,
      String bucket,
      Retrying retrying) {
    this.table = new StateTable(dynamoDb, table, retrying);
    this.serving = serving;
    this.bucket = bucket;
  }

  @Override
  public Page list(Wanted wanted) {
    Optional<IndexRef> index = serving.current();
    if (index.isEmpty()) {
      return new Page(List.of(), false);
    }
    List<Document> documents = new ArrayList<>();
    Map<String, AttributeValue> from =
        wanted.after().map(key -> StateTable.key(index.get().name(), key)).orElse(Map.of());
    do {
      QueryResponse response = read(index.get(), wanted.prefix(), from);
      for (Map<String, AttributeValue> item : response.items()) {
        if (readable(item, wanted)) {
          if (documents.size() == wanted.limit()) {
            return new Page(documents, true);
          }
          documents.add(DocumentItem.document(bucket, item));
        }
      }
      from = response.lastEvaluatedKey();
    } while (!from.isEmpty());
    return new Page(documents, false);
  }

  private QueryResponse read(IndexRef index, String prefix, Map<String, AttributeValue> from) {
    Map<String, String> names = new HashMap<>(Map.of("#index", "index"));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":index", StateTable.text(index.name())));
    if (!prefix.isEmpty()) {
      names.put("#key", "key");
      values.put(":prefix", StateTable.text(prefix));
    }
    return table.patiently(() ->
        table
            .client()
            .query(request -> {
              request
                  .tableName(table.name())
                  .consistentRead(true)
                  .limit(ROWS_A_READ)
                  .keyConditionExpression(
                      "#index = :index"
                          + (prefix.isEmpty() ? "" : " AND begins_with(#key, :prefix)"))
                  .expressionAttributeNames(names)
                  .expressionAttributeValues(values);
              if (!from.isEmpty()) {
                request.exclusiveStartKey(from);
              }
            }));
  }

  private boolean readable(Map<String, AttributeValue> item, Wanted wanted) {
    DocumentStatus status = DocumentItem.document(bucket, item).status();
    return status != DocumentStatus.NOT_FOUND
        && wanted.status().map(status::equals).orElse(true)
        && DocumentItem.access(item).permits(wanted.groups());
  }

  @Override
  public Optional<Document> find(String key, Set<String> groups) {
    return serving
        .current()
        .map(index ->
            table
                .patiently(() ->
                    table
                        .client()
                        .getItem(request ->
                            request
                                .tableName(table.name())
                                .key(StateTable.key(index.name(), key))
                                .consistentRead(true)))
                .item())
        .filter(item -> !item.isEmpty())
        .filter(item -> DocumentItem.access(item).permits(groups))
        .map(item -> DocumentItem.document(bucket, item))
        .filter(document -> document.status() != DocumentStatus.NOT_FOUND);
  }
}
