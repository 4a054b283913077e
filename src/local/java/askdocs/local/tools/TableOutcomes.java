package askdocs.local.tools;

import askdocs.aws.IndexRows;
import askdocs.ingest.RowListing.Known;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the state table says. */
final class TableOutcomes implements Outcomes {
  /** So many rows are looked up one by one; for more, all are read. */
  private static final int FEW = 100;

  private final Supplier<IndexRows> serving;

  TableOutcomes(Supplier<IndexRows> serving) {
    this.serving = serving;
  }

  @Override
  public Map<String, Outcome> of(Map<String, Version> versions) {
    IndexRows rows = serving.get();
    Map<String, Outcome> outcomes = new HashMap<>();
    if (versions.size() <= FEW) {
      versions.forEach((key, version) ->
          rows.find(key)
              .flatMap(known -> outcome(known, version))
              .ifPresent(outcome -> outcomes.put(key, outcome)));
      return outcomes;
    }
    for (Iterator<Known> all = rows.rows(); all.hasNext(); ) {
      Known known = all.next();
      Optional.ofNullable(versions.get(known.row().key()))
          .flatMap(version -> outcome(known, version))
          .ifPresent(outcome -> outcomes.put(known.row().key(), outcome));
    }
    return outcomes;
  }

  private static Optional<Outcome> outcome(Known known, Version version) {
    return known
        .row()
        .fingerprint()
        .filter(seen -> seen.etag().equals(version.etag()))
        .filter(_ -> known.row().claim() == known.row().settled())
        .map(_ -> new Outcome(known.row().status(), known.reason()));
  }
}
