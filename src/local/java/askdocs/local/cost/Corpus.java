package askdocs.local.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * What a folder holds, as it would be ingested.
 *
 * @param documents how many files are read
 * @param bytes how large they are
 * @param passages how many passages they make
 * @param tokens the tokens of all passages with their context, as the embedding model counts
 * @param leftOut the files that would be FAILED or IGNORED, with the reason
 */
record Corpus(int documents, long bytes, long passages, long tokens, List<String> leftOut) {
  static final Corpus EMPTY = new Corpus(0, 0, 0, 0, List.of());

  Corpus {
    leftOut = List.copyOf(leftOut);
  }

  /** With another document. */
  Corpus and(long fileBytes, long morePassages, long moreTokens) {
    return new Corpus(
        documents + 1, bytes + fileBytes, passages + morePassages, tokens + moreTokens, leftOut);
  }

  /** With a file that is not read. */
  Corpus without(String file, String reason) {
    List<String> all = new ArrayList<>(leftOut);
    all.add(file + ": " + reason);
    return new Corpus(documents, bytes, passages, tokens, all);
  }

  /** The tokens of a passage, on average. */
  double tokensOfAPassage() {
    return passages == 0 ? 0 : (double) tokens / passages;
  }
}
