package askdocs.knowledge;

/**
 * Names one passage of one version of a document; never used again for another.
 *
 * @param key the document's key in the bucket
 * @param generation the claim under which it was written
 * @param ordinal its place among the passages of that generation, from 0
 */
public record PassageId(String key, long generation, int ordinal) {
  public PassageId {
    if (key.isEmpty() || generation < 1 || ordinal < 0) {
      throw new IllegalArgumentException("Not a passage: " + generation + "/" + ordinal);
    }
  }
}
