package askdocs.ask;

import askdocs.ask.Retriever.DocumentVersion;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One turn of a conversation, and what it rests on.
 *
 * @param said the question and the answer
 * @param index the name of the index that it was answered from: versions count for it alone
 * @param sources the versions of documents that the answer was made of; empty if of none
 */
public record Turn(Exchange said, String index, Set<DocumentVersion> sources) {
  /** What a source takes up beside its key, in bytes. */
  private static final int OF_A_SOURCE = 40;

  public Turn {
    sources = Set.copyOf(sources);
  }

  /** What it takes up where it is kept, in bytes, and rather more than less. */
  int bytes() {
    return size(said.question())
        + size(said.answer())
        + size(index)
        + sources.stream().mapToInt(source -> size(source.key()) + OF_A_SOURCE).sum()
        + OF_A_SOURCE;
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
