package askdocs.local.eval;

import askdocs.local.eval.SetSummary.ArmSummary;
import askdocs.local.eval.SetSummary.Comparison;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures for eyes, in columns. */
final class Tables {
  private static final String CELL = "  %-22s";
  private final PrintStream out;

  Tables(PrintStream out) {
    this.out = out;
  }

  void print(List<SetSummary> sets) {
    for (SetSummary set : sets) {
      out.printf(
          "%n%s: %,d documents in %,d passages, %,d questions%s%n",
          set.name(),
          set.documents(),
          set.passages(),
          set.questions(),
          set.unjudged() > 0 ? " (" + set.unjudged() + " without a judgement left out)" : "");
      if (!set.leftOut().isEmpty()) {
        out.printf("%,d documents could not be read%n", set.leftOut().size());
      }
      head("mean [95 %]");
      for (ArmSummary arm : set.arms()) {
        row(arm.name(), measure -> estimate("%.3f [%.3f, %.3f]", arm.measures().get(measure)));
      }
      if (!set.comparisons().isEmpty()) {
        head("difference [95 %]");
        for (Comparison pair : set.comparisons()) {
          row(
              pair.name() + " - " + pair.than(),
              measure -> estimate("%+.3f [%+.3f, %+.3f]", pair.differences().get(measure)));
        }
      }
      for (ArmSummary arm : set.arms()) {
        out.printf(
            Locale.ROOT,
            "%s: a search took %.0f ms (half of them %.0f to %.0f) on this machine%n",
            arm.name(),
            arm.millis().median(),
            arm.millis().low(),
            arm.millis().high());
      }
    }
    out.flush();
  }

  private void head(String what) {
    out.printf("%-28s", what);
    for (Measure measure : Measure.values()) {
      out.printf(CELL, measure.shown());
    }
    out.println();
  }

  private void row(String name, Function<Measure, String> cell) {
    out.printf("%-28s", name);
    for (Measure measure : Measure.values()) {
      out.printf(CELL, cell.apply(measure));
    }
    out.println();
  }

  private static String estimate(String form, Estimate of) {
    return String.format(Locale.ROOT, form, of.mean(), of.low(), of.high());
  }
}
