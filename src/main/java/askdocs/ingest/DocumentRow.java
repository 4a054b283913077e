package askdocs.ingest;

import askdocs.knowledge.DocumentStatus;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one key in one index.
 *
 * @param key the object's key
 * @param claim the highest claim that was ever made
 * @param settled the highest claim that came to a conclusion
 * @param live the generation that readers may see, if any
 * @param status what was last concluded; {@link DocumentStatus#PENDING} if nothing ever was
 * @param fingerprint what the conclusion was drawn from; empty for a missing object
 */
public record DocumentRow(
    String key,
    long claim,
    long settled,
    OptionalLong live,
    DocumentStatus status,
    Optional<Fingerprint> fingerprint) {

  /** Whether the row already says what a run would conclude from this view of the bucket. */
  boolean concludes(Optional<Fingerprint> view) {
    return status != DocumentStatus.PENDING && fingerprint.equals(view);
  }
}
