package askdocs.ingest;

import askdocs.ingest.Finding.Drift;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts findings by their kind. */
public final class Tally implements Consumer<Finding> {
  private final Map<Drift, Long> counts = new EnumMap<>(Drift.class);

  public Tally() {
    for (Drift drift : Drift.values()) {
      counts.put(drift, 0L);
    }
  }

  @Override
  public void accept(Finding finding) {
    counts.merge(finding.drift(), 1L, Long::sum);
  }

  /** How many there were of each kind, in the order of the kinds. */
  public Map<Drift, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many there were that a hint repairs. */
  public long repairable() {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().repairable())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
