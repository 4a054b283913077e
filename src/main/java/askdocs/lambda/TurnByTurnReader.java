package askdocs.lambda;

import askdocs.ingest.DocumentReader;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Reads no more files at a time than there is memory for. */
final class TurnByTurnReader implements DocumentReader {
  private final DocumentReader reader;
  private final Semaphore turns;

  TurnByTurnReader(DocumentReader reader, int turns) {
    this.reader = reader;
    this.turns = new Semaphore(turns, true);
  }

  @Override
  public ReadOutcome read(String key, Optional<String> contentType, Path file) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException("Waiting for a turn was interrupted", Kind.RETRYABLE, e);
    }
    try {
      return reader.read(key, contentType, file);
    } finally {
      turns.release();
    }
  }
}
