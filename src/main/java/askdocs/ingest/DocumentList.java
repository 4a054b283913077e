package askdocs.ingest;

import askdocs.knowledge.Document;
import askdocs.knowledge.DocumentStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists what is known of the bucket's documents. */
@FunctionalInterface
public interface DocumentList {
  /** A page of the documents that the groups' members may read, in the order of their keys. */
  Page list(Wanted wanted);

  /**
   * What is wanted.
   *
   * @param prefix what the keys begin with; empty for all
   * @param status the one status wanted, if only one is
   * @param groups the caller's groups
   * @param limit the most documents on a page
   * @param after the key that the page before ended with
   */
  record Wanted(
      String prefix,
      Optional<DocumentStatus> status,
      Set<String> groups,
      int limit,
      Optional<String> after) {
    public Wanted {
      groups = Set.copyOf(groups);
      if (limit < 1) {
        throw new IllegalArgumentException("A page has at least one document");
      }
    }
  }

  /**
   * A page.
   *
   * @param documents the documents, in the order of their keys' UTF-8 bytes
   * @param more whether there may be more behind them
   */
  record Page(List<Document> documents, boolean more) {
    public Page {
      documents = List.copyOf(documents);
    }
  }
}
