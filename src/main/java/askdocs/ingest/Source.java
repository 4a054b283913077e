package askdocs.ingest;

import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import java.util.Map;

/**
 * The version of a document that a run works on, and what stands beside it.
 *
 * @param object the document
 * @param fingerprint all that its passages depend on
 * @param access who may read it
 * @param attributes what searches can filter by
 */
public record Source(
    StoredObject object,
    Fingerprint fingerprint,
    Access access,
    Map<String, AttributeValue> attributes) {
  public Source {
    attributes = Map.copyOf(attributes);
  }
}
