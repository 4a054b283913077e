package askdocs.lambda;

import askdocs.ingest.Ingesting;
import java.util.Map;

/** The indices that every change goes to. */
@FunctionalInterface
interface KeptIndices {
  /** What ingests into each, by the index's name, the serving one first. */
  Map<String, Ingesting> current();
}
