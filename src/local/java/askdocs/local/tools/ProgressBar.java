package askdocs.local.tools;

import java.io.PrintStream;

/** How far something has come: a bar on a terminal, elsewhere a line each tenth. */
final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean terminal;
  private String told = "";

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Shows it.
   *
   * @param what is done
   * @param done how many of them
   * @param all how many there are
   */
  synchronized void show(String what, int done, int all) {
    String line =
        "%-9s [%s%s] %d/%d"
            .formatted(
                what,
                "#".repeat(WIDTH * done / all),
                ".".repeat(WIDTH - WIDTH * done / all),
                done,
                all);
    String step = terminal ? line : what + 10 * done / all;
    if (!step.equals(told)) {
      told = step;
      out.print(terminal ? "\r" + line + (done == all ? "\n" : "") : line + "\n");
      out.flush();
    }
  }

  /** Leaves a bar that has not come to its end. */
  synchronized void leave() {
    if (terminal) {
      out.println();
    }
  }
}
