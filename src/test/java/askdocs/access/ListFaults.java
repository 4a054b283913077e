package askdocs.access;

import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentList.Page;
import askdocs.ingest.DocumentList.Wanted;
import askdocs.knowledge.Document;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Faults in what callers are shown of documents. */
final class ListFaults {
  private static final Set<String> ALL = Set.copyOf(Library.GROUPS);

  private ListFaults() {}

  static void withoutAccess(Reading reading) {
    openedWhere(reading, _ -> true);
  }

  static void ofAStatusWithoutAccess(Reading reading) {
    openedWhere(reading, wanted -> wanted.status().isPresent());
  }

  static void behindATokenWithoutAccess(Reading reading) {
    openedWhere(reading, wanted -> wanted.after().isPresent());
  }

  private static void openedWhere(Reading reading, Predicate<Wanted> condition) {
    DocumentList honest = reading.ports.list;
    reading.ports.list = wanted -> honest.list(condition.test(wanted) ? opened(wanted) : wanted);
  }

  private static Wanted opened(Wanted wanted) {
    return new Wanted(wanted.prefix(), wanted.status(), ALL, wanted.limit(), wanted.after());
  }

  /** Pages of what everybody may see together, and of each what the caller may. */
  static void countedBeforeAccess(Reading reading) {
    DocumentList honest = reading.ports.list;
    reading.ports.list =
        wanted -> {
          Page page = honest.list(opened(wanted));
          List<Document> shown =
              page.documents().stream()
                  .filter(document ->
                      reading.library.listedFor(wanted.groups()).containsKey(document.uri().key()))
                  .toList();
          return new Page(shown, page.more() && !shown.isEmpty());
        };
  }

  static void ofOldRows(Reading reading) {
    TreeMap<String, Row> old = new TreeMap<>();
    reading.ports.rows =
        () -> {
          if (old.isEmpty() || reading.random.nextInt(20) == 0) {
            old.clear();
            old.putAll(reading.library.rows());
          }
          return old;
        };
  }

  static void lookupWithoutAccess(Reading reading) {
    var honest = reading.ports.lookup;
    reading.ports.lookup = (key, _) -> honest.find(key, ALL);
  }

  /** As if the table let nobody read a foreign row: that tells that there is one. */
  static void lookupThatRefuses(Reading reading) {
    var honest = reading.ports.lookup;
    reading.ports.lookup =
        (key, groups) -> {
          var document = honest.find(key, groups);
          if (document.isEmpty() && honest.find(key, ALL).isPresent()) {
            throw new UpstreamException("Refused", Kind.PERMANENT);
          }
          return document;
        };
  }
}
