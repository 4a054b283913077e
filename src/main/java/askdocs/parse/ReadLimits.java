package askdocs.parse;

/**
 * What a file may not exceed. Time is the caller's matter: reading is to be stopped from outside.
 *
 * @param bytes of the file itself
 * @param characters of the text read from it, in UTF-16 code units; plain text, which is read part
 *     by part, may have as many as the file has bytes
 * @param pages of a paged format
 * @param nesting of elements within each other in a markup format; deeper ones are flattened
 */
public record ReadLimits(long bytes, int characters, int pages, int nesting) {
  /** For a process with half a gigabyte of heap or more. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(200L * 1024 * 1024, 25_000_000, 5_000, 256);

  public ReadLimits {
    if (bytes < 1 || characters < 1 || pages < 1 || nesting < 1) {
      throw new IllegalArgumentException("A limit is at least 1");
    }
  }
}
