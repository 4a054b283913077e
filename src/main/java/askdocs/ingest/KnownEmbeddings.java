package askdocs.ingest;

import askdocs.knowledge.Embedding;
import java.util.List;
import java.util.Map;

/** Finds vectors that were made before. */
@FunctionalInterface
public interface KnownEmbeddings {
  /**
   * The vectors of those of the texts that are among a generation's passages, context included; a
   * text that is not there, or whose vector cannot be had, is left out.
   */
  Map<String, Embedding> of(String key, long generation, List<String> texts);
}
