package askdocs.local.tools;

import askdocs.ingest.Finding;
import askdocs.ingest.Finding.Drift;
import java.util.Map;

/** Tells findings one by one as they come, and their numbers at the end. */
interface Report {
  /** Begins it. */
  void begin(String index);

  /** Tells one. */
  void tell(Finding finding);

  /**
   * Ends it.
   *
   * @param documents how many the bucket holds
   * @param counts the findings of each kind
   * @param hints how many repairs were asked for
   * @param replayed how many dead letters are tried again
   */
  void end(long documents, Map<Drift, Long> counts, long hints, int replayed);
}
