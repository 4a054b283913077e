package askdocs.aws;

import askdocs.ingest.DocumentRow;
import askdocs.ingest.Fingerprint;
import askdocs.knowledge.Access;
import askdocs.knowledge.Document;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A document's item in the state table, read. */
final class DocumentItem {
  private DocumentItem() {}

  static DocumentRow row(Map<String, AttributeValue> item) {
    return new DocumentRow(
        StateTable.text(item, "key").orElseThrow(),
        StateTable.number(item, "claim").orElseThrow(),
        StateTable.number(item, "settled").orElseThrow(),
        live(item),
        status(item),
        StateTable.text(item, "etag")
            .map(etag ->
                new Fingerprint(
                    etag,
                    StateTable.text(item, "versionId"),
                    StateTable.text(item, "sidecar"),
                    StateTable.text(item, "pipeline").orElseThrow())));
  }

  static OptionalLong live(Map<String, AttributeValue> item) {
    return StateTable.number(item, "live").map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static DocumentStatus status(Map<String, AttributeValue> item) {
    return StateTable.text(item, "status")
        .map(DocumentStatus::valueOf)
        .orElse(DocumentStatus.PENDING);
  }

  /** Who may read it: nobody, as long as nothing was concluded. */
  static Access access(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get("access"))
        .map(list -> new Access(list.l().stream().map(AttributeValue::s).toList()))
        .orElse(Access.CLOSED);
  }

  /** As its owner sees it: in progress, while a claim has come to no conclusion. */
  static Document document(String bucket, Map<String, AttributeValue> item) {
    DocumentRow row = row(item);
    return new Document(
        new DocumentUri(bucket, row.key()),
        row.claim() > row.settled() ? DocumentStatus.IN_PROGRESS : row.status(),
        StateTable.text(item, "reason"),
        StateTable.text(item, "versionId").or(() -> StateTable.text(item, "etag")),
        StateTable.text(item, "title"),
        StateTable.number(item, "bytes").orElse(0L),
        StateTable.number(item, "passages").orElse(0L).intValue(),
        StateTable.text(item, "updatedAt")
            .or(() -> StateTable.text(item, "claimedAt"))
            .map(Instant::parse)
            .orElseThrow());
  }
}
