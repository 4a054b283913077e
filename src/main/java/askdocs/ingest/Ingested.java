package askdocs.ingest;

import askdocs.knowledge.DocumentStatus;
import java.util.Optional;

/** How a run ended. */
public sealed interface Ingested {
  /**
   * It concluded.
   *
   * @param status what became of the document
   * @param reason why, for one that failed or was ignored
   * @param passages how many passages were written
   */
  record Concluded(DocumentStatus status, Optional<String> reason, int passages)
      implements Ingested {}

  /** The row already said all: nothing was read and nothing embedded. */
  record Unchanged() implements Ingested {}

  /** A run with a newer view has concluded; this one left no trace. */
  record Superseded() implements Ingested {}

  /**
   * Its time was up before all passages were written; nobody sees any of them yet.
   *
   * @param handOver for another run to go on with
   */
  record Unfinished(HandOver handOver) implements Ingested {}
}
