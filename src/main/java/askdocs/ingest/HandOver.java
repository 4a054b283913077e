package askdocs.ingest;

import askdocs.knowledge.DocumentStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run that got short of time, for another to go on with.
 *
 * @param key the document
 * @param generation its claim, under which it goes on
 * @param settled the highest claim that had come to a conclusion when it claimed
 * @param live the generation that readers could see then
 * @param fingerprint what it worked on; it goes on only while that is what the bucket holds
 * @param force whether the hint was to read and embed even what seemed unchanged
 * @param progress how far its passages are written
 */
public record HandOver(
    String key,
    long generation,
    long settled,
    OptionalLong live,
    Fingerprint fingerprint,
    boolean force,
    Progress progress) {
  public HandOver {
    if (key.isEmpty() || generation <= settled || progress.next() < 1) {
      throw new IllegalArgumentException("Nothing to go on with");
    }
  }

  static HandOver of(
      DocumentRow claimed, Fingerprint fingerprint, boolean force, Progress progress) {
    return new HandOver(
        claimed.key(),
        claimed.claim(),
        claimed.settled(),
        claimed.live(),
        fingerprint,
        force,
        progress);
  }

  /** Whether the run has come to its end already: the same hand-over may come twice. */
  boolean hasConcluded(DocumentRow row) {
    return row.settled() == generation || row.live().equals(OptionalLong.of(generation));
  }

  /** Whether nobody has concluded since the claim. */
  boolean canConclude(DocumentRow row) {
    return row.settled() == settled;
  }

  /** The hint that begins it anew. */
  Hint hint() {
    return new Hint(key, force);
  }

  /** The row as far as the run needs it, as the claim left it. */
  DocumentRow claimed() {
    return new DocumentRow(
        key, generation, settled, live, DocumentStatus.PENDING, Optional.empty());
  }
}
