package askdocs.ingest;

import askdocs.knowledge.Document;
import java.util.Optional;
import java.util.Set;

/** Finds what is known of one document. */
@FunctionalInterface
public interface DocumentLookup {
  /** The document, if there is one and a member of the groups may read it. */
  Optional<Document> find(String key, Set<String> groups);
}
