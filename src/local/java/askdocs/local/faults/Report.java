package askdocs.local.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures, a line each. */
final class Report {
  private static final int WIDTH = 54;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void line(String what, long figure) {
    line(what, String.format(Locale.ROOT, "%,d", figure));
  }

  void line(String what, double figure) {
    line(what, String.format(Locale.ROOT, "%,.2f", figure));
  }

  void line(String what, String figure) {
    out.printf("%-" + WIDTH + "s %14s%n", what, figure);
  }

  void outcomes(List<Callers.Asked> asked) {
    Map<String, Long> outcomes =
        asked.stream()
            .collect(
                Collectors.groupingBy(Callers.Asked::outcome, TreeMap::new, Collectors.counting()));
    outcomes.forEach((outcome, count) -> line("  " + outcome, count));
    asked.stream()
        .flatMap(one -> one.fault().stream())
        .limit(5)
        .forEach(fault -> out.println("  FAULT " + fault));
  }

  void times(String of, List<Callers.Asked> asked) {
    List<Duration> sorted = asked.stream().map(Callers.Asked::took).sorted().toList();
    if (!sorted.isEmpty()) {
      line("seconds of " + of + ", half of them within", seconds(at(sorted, 0.5)));
      line("  95 % within", seconds(at(sorted, 0.95)));
      line("  99 % within", seconds(at(sorted, 0.99)));
      line("  the longest", seconds(sorted.getLast()));
    }
  }

  private static Duration at(List<Duration> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }
}
