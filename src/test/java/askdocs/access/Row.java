package askdocs.access;

import askdocs.ask.LiveDocuments.Live;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
import java.util.Set;

/**
 * What was concluded of a document.
 *
 * @param generation the run that concluded it; the one that is live, if it is INDEXED
 * @param text what is live of it; empty if nothing is
 * @param access who may read it, as its sidecar says
 * @param stored who may read it, as the state table says: the same, unless a fault is planted
 * @param status what was concluded
 * @param claimed whether another run is under way
 */
record Row(
    long generation,
    String text,
    Access access,
    Access stored,
    DocumentStatus status,
    boolean claimed) {
  boolean isLive() {
    return status == DocumentStatus.INDEXED;
  }

  Live live() {
    return new Live(generation, stored);
  }

  Row claim() {
    return new Row(generation, text, access, stored, status, true);
  }

  /** Read by others; a document that is gone is nobody's. */
  Row opened(Access to) {
    return status == DocumentStatus.NOT_FOUND
        ? this
        : new Row(generation, text, to, to, status, claimed);
  }

  /** The status that a caller is shown. */
  DocumentStatus shownStatus() {
    return claimed ? DocumentStatus.IN_PROGRESS : status;
  }

  /** Whether members of these groups may know that it is there. */
  boolean isListedFor(Set<String> groups) {
    return shownStatus() != DocumentStatus.NOT_FOUND && access.permits(groups);
  }
}
