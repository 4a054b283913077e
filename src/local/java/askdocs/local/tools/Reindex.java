package askdocs.local.tools;

import askdocs.aws.ControlRow;
import askdocs.ingest.Control;
import askdocs.ingest.Hint;
import askdocs.ingest.Lag;
import askdocs.ingest.Tally;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.lambda.ReconcileWiring;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code scripts/reindex}: from one embedding model to another while questions are answered. */
public final class Reindex {
  static final String USAGE =
      """
      scripts/reindex start [--model ID] [--dimensions N]   fills a new index beside the serving one
      scripts/reindex status                                says how far it is
      scripts/reindex switch                                has it serve, once it holds everything
      scripts/reindex rollback                              gives the new one up, or switches back
      scripts/reindex finish                                drops the one that is not needed any more

      --aws works on the stack whose variables ReconcileFunction has, set in the environment; without
      it, on the local stack. Exit status: 0 done, 1 not yet complete, 2 error.
      """;

  /** Whoever goes by an older control has finished with it by then. */
  private static final Duration KNOWN_TO_ALL = ControlRow.FRESH.multipliedBy(2);

  /** How often the switch waits for documents under way, a second each time. */
  private static final int PATIENCE = 60;

  private static final int BATCH = 100;

  private final ReconcileWiring wiring;
  private final ControlRow row;
  private final PrintStream out;

  Reindex(ReconcileWiring wiring, PrintStream out) {
    this.wiring = wiring;
    this.row = wiring.control();
    this.out = out;
  }

  /** Runs the command and exits. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      ReindexCommand command = ReindexCommand.of(arguments);
      if (command.verb().equals("help")) {
        out.print(USAGE);
        return 0;
      }
      Target target = Target.of(command.aws(), System.getenv(), Path.of("template.yaml"));
      return new Reindex(ReconcileWiring.from(target.variables()), out).run(command);
    } catch (Refusal | UpstreamException | IllegalStateException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Interrupted; scripts/reindex status says where it stands.");
      return 2;
    }
  }

  int run(ReindexCommand command) throws InterruptedException {
    return switch (command.verb()) {
      case "start" -> start(command);
      case "status" -> status();
      case "switch" -> switchOver();
      case "rollback" -> rollback();
      case "finish" -> finish();
      default -> throw new Refusal(USAGE);
    };
  }

  private Control read() {
    return row.read()
        .orElseThrow(() -> new Refusal("No document was ever indexed: there is nothing to redo."));
  }

  private Control change(Control from, UnaryOperator<Control> change) {
    Control next = change.apply(from);
    if (!row.replace(from, next)) {
      throw new Refusal("Somebody else has changed the indices meanwhile: look at status first.");
    }
    return next;
  }

  private int start(ReindexCommand command) throws InterruptedException {
    Control control = read();
    IndexRef serving = control.serving();
    IndexRef next =
        wiring.next(
            control.made() + 1,
            command.model().orElse(serving.embeddingModel()),
            command.dimensions().orElse(serving.dimensions()));
    control.start(next);
    wiring.passages(next).create();
    change(control, read -> read.start(next));
    out.printf("%s is kept up to date from now on.%n", next.name());
    Thread.sleep(KNOWN_TO_ALL);
    out.printf("%d documents are on their way into it.%n", fill(next));
    out.println("scripts/reindex status says how far it is; then: scripts/reindex switch");
    return 0;
  }

  /** What events do not bring: everything that was there before. */
  private long fill(IndexRef index) {
    List<Hint> batch = new ArrayList<>();
    long[] sent = {0};
    wiring
        .reconciling(index)
        .compare(finding -> {
          if (finding.drift().repairable()) {
            batch.add(new Hint(finding.key(), false));
            sent[0]++;
          }
          if (batch.size() == BATCH) {
            wiring.hints().send(List.copyOf(batch));
            batch.clear();
          }
        });
    if (!batch.isEmpty()) {
      wiring.hints().send(batch);
    }
    return sent[0];
  }

  private int status() {
    Control control = read();
    out.printf("serving   %s%n", described(control.serving()));
    control.filling().ifPresent(index -> out.printf("filling   %s%n", described(index)));
    control.previous().ifPresent(index -> out.printf("previous  %s%n", described(index)));
    control
        .filling()
        .or(control::previous)
        .ifPresent(other -> {
          Tally tally = new Tally();
          long documents = wiring.reconciling(other).compare(tally).documents();
          out.printf(
              "%s: %d documents in the bucket, %d still to come, %d could not be read%n",
              other.name(),
              documents,
              Math.max(lag(control.serving(), other), tally.repairable()),
              tally.counts().get(askdocs.ingest.Finding.Drift.FAILED));
        });
    return 0;
  }

  private static String described(IndexRef index) {
    return "%s  %s, %d dimensions"
        .formatted(index.name(), index.embeddingModel(), index.dimensions());
  }

  private long lag(IndexRef serving, IndexRef other) {
    return Lag.of(wiring.rows(serving), wiring.rows(other));
  }

  private int switchOver() throws InterruptedException {
    Control control = read();
    IndexRef next = control.switched().serving();
    Tally tally = new Tally();
    wiring.reconciling(next).compare(tally);
    if (tally.repairable() > 0) {
      out.printf(
          "Not yet: %d documents still have to come into %s.%n", tally.repairable(), next.name());
      return 1;
    }
    if (!catchesUp(control.serving(), next)) {
      return 1;
    }
    change(control, Control::switched);
    Thread.sleep(KNOWN_TO_ALL);
    out.printf("%s serves.%n", next.name());
    out.printf("%s is kept up to date: rollback returns to it.%n", control.serving().name());
    out.printf(
        "Before finish, set EMBEDDING_MODEL_ID=%s and EMBEDDING_DIMENSIONS=%d.%n",
        next.embeddingModel(), next.dimensions());
    return 0;
  }

  /** A document that was just put is in one index a moment before it is in the other. */
  private boolean catchesUp(IndexRef serving, IndexRef next) throws InterruptedException {
    long missed = lag(serving, next);
    for (int seconds = 0; missed > 0 && seconds < PATIENCE; seconds++) {
      Thread.sleep(Duration.ofSeconds(1));
      missed = lag(serving, next);
    }
    if (missed > 0) {
      out.printf("Not yet: %d documents are not yet in %s.%n", missed, next.name());
    }
    return missed == 0;
  }

  private int rollback() throws InterruptedException {
    Control control = read();
    Control after = control.rolledBack();
    if (control.filling().isPresent()) {
      change(control, Control::rolledBack);
      drop(control.filling().get());
    } else if (catchesUp(control.serving(), after.serving())) {
      change(control, Control::rolledBack);
      Thread.sleep(KNOWN_TO_ALL);
    } else {
      return 1;
    }
    out.printf("%s serves.%n", after.serving().name());
    return 0;
  }

  private int finish() throws InterruptedException {
    Control control = read();
    Control after = change(control, Control::finished);
    drop(control.previous().orElseThrow());
    out.printf("%s serves, alone.%n", after.serving().name());
    return 0;
  }

  private void drop(IndexRef index) throws InterruptedException {
    out.printf("Dropping %s.%n", index.name());
    Thread.sleep(KNOWN_TO_ALL);
    wiring.passages(index).drop();
    wiring.rows(index).delete();
  }
}
