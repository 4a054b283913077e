package askdocs.lambda;

import askdocs.knowledge.IndexRef;

/** Names all that makes passages of a document, so that what was made in another way is known. */
final class Pipeline {
  /** Changes with what the reader or the chunker makes of a document: it is then read again. */
  private static final String READER_AND_CHUNKER = "reader 3, chunker 2";

  private Pipeline() {}

  /** How documents come into an index. */
  static String into(IndexRef index) {
    return READER_AND_CHUNKER + ", " + index.embeddingModel() + ", " + index.dimensions();
  }
}
