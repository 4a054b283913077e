package askdocs.local.tools;

import askdocs.ingest.Finding;
import askdocs.ingest.Finding.Drift;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** For eyes: a line each, in columns that are wide enough for most keys. */
final class TableReport implements Report {
  private static final int KEY_WIDTH = 44;
  private static final String ROW = "%-7s  %-" + KEY_WIDTH + "s  %s%n";

  private final PrintStream out;
  private String index = "";
  private boolean headed;

  TableReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin(String name) {
    index = name;
  }

  @Override
  public void tell(Finding finding) {
    if (!headed) {
      out.printf(ROW, "DRIFT", "KEY", "REASON");
      headed = true;
    }
    out.printf(ROW, name(finding.drift()), shown(finding.key()), shown(finding.reason()));
  }

  @Override
  public void end(long documents, Map<Drift, Long> counts, long hints, int replayed) {
    if (headed) {
      out.println();
    }
    if (replayed > 0) {
      out.println(replayed + " dead letters are tried again.");
    }
    out.println(
        documents
            + (documents == 1 ? " document" : " documents")
            + " in the bucket, compared with the index "
            + index
            + ": "
            + counts.entrySet().stream()
                .map(count -> count.getValue() + " " + name(count.getKey()))
                .collect(Collectors.joining(", ")));
    if (hints > 0) {
      out.println(hints + (hints == 1 ? " is" : " are") + " being ingested again.");
    }
    out.flush();
  }

  private static String name(Drift drift) {
    return drift.name().toLowerCase(Locale.ROOT);
  }

  /** A key may hold what a terminal would take for a command. */
  static String shown(String text) {
    return text.codePoints()
        .mapToObj(letter ->
            Character.isISOControl(letter)
                ? "\\u%04x".formatted(letter)
                : Character.toString(letter))
        .collect(Collectors.joining());
  }
}
