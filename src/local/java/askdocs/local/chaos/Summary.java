package askdocs.local.chaos;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures, a line each. */
final class Summary {
  private record Line(String what, String figure) {}

  private final List<Line> lines = new ArrayList<>();

  void add(String what, long figure) {
    add(what, String.format(Locale.ROOT, "%,d", figure));
  }

  void add(String what, double figure) {
    add(what, String.format(Locale.ROOT, "%,.1f", figure));
  }

  void add(String what, String figure) {
    lines.add(new Line(what, figure));
  }

  void print(PrintStream out) {
    int width = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    lines.forEach(line -> out.printf("%-" + width + "s  %12s%n", line.what(), line.figure()));
  }
}
