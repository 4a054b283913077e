package askdocs.local.tools;

import askdocs.knowledge.DocumentStatus;
import askdocs.local.tools.Outcomes.Outcome;
import askdocs.local.tools.Outcomes.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Waits until documents have been ingested. */
final class Watch {
  /** Between two looks; and no more than a fifth of the time is spent looking. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final int PAUSES_PER_LOOK = 4;

  private final Outcomes outcomes;
  private final ProgressBar bar;
  private final Duration patience;

  Watch(Outcomes outcomes, ProgressBar bar, Duration patience) {
    this.outcomes = outcomes;
    this.bar = bar;
    this.patience = patience;
  }

  /**
   * What became of them.
   *
   * @param indexed how many can be found
   * @param others for each reason why a document cannot be, the documents
   * @param left those that are under way still
   */
  record Summary(int indexed, Map<String, Set<String>> others, Set<String> left) {
    private static final int NAMED = 5;

    void print(PrintStream out) {
      out.println(indexed + " indexed");
      others.forEach((reason, keys) -> {
        out.println(keys.size() + " " + TableReport.shown(reason));
        keys.stream().limit(NAMED).forEach(key -> out.println("    " + TableReport.shown(key)));
        if (keys.size() > NAMED) {
          out.println("    and " + (keys.size() - NAMED) + " more");
        }
      });
      if (!left.isEmpty()) {
        out.println(left.size() + " not done");
      }
    }
  }

  /** Returns when all are done, or when nothing has happened for too long. */
  Summary until(Map<String, Version> uploaded) throws IOException, InterruptedException {
    Map<String, Version> left = new HashMap<>(uploaded);
    Map<String, Set<String>> others = new TreeMap<>();
    int indexed = 0;
    long since = System.nanoTime();
    while (true) {
      long begun = System.nanoTime();
      Map<String, Outcome> done = outcomes.of(left);
      for (Map.Entry<String, Outcome> one : done.entrySet()) {
        left.remove(one.getKey());
        if (one.getValue().status() == DocumentStatus.INDEXED) {
          indexed++;
        } else {
          others.computeIfAbsent(why(one.getValue()), _ -> new TreeSet<>()).add(one.getKey());
        }
      }
      bar.show("ingesting", uploaded.size() - left.size(), uploaded.size());
      long now = System.nanoTime();
      since = done.isEmpty() ? since : now;
      if (left.isEmpty() || now - since > patience.toNanos()) {
        if (!left.isEmpty()) {
          bar.leave();
        }
        return new Summary(indexed, others, new TreeSet<>(left.keySet()));
      }
      TimeUnit.NANOSECONDS.sleep(Math.max(PAUSE.toNanos(), PAUSES_PER_LOOK * (now - begun)));
    }
  }

  private static String why(Outcome outcome) {
    return outcome.status().name().toLowerCase(Locale.ROOT)
        + outcome.reason().map(reason -> ": " + reason).orElse("");
  }
}
