package askdocs.ingest;

import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import java.util.Map;
import java.util.Optional;

/**
 * What stands beside a document in the file {@code KEY.metadata.json}.
 *
 * @param attributes what searches can filter by, without the reserved {@code groups}
 * @param access who may read the document, where the file says so
 */
public record Sidecar(Map<String, AttributeValue> attributes, Optional<Access> access) {
  static final Sidecar NONE = new Sidecar(Map.of(), Optional.empty());

  public Sidecar {
    attributes = Map.copyOf(attributes);
  }
}
