package askdocs.local.tools;

import askdocs.ingest.Reconciling.Compared;
import askdocs.ingest.Repair;
import askdocs.ingest.Tally;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.lambda.ReconcileWiring;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** The command {@code scripts/reconcile}. */
public final class Reconcile {
  static final String USAGE =
      """
      Usage: scripts/reconcile [OPTION]...
      Holds bucket, state table and index against each other and tells what disagrees:
      missing (in the bucket, not searchable), stale (searchable, not so in the bucket), orphan
      (passages that nobody can see), stuck (runs that never ended), failed (could not be read).

        --fix         has all but the failed ingested again; so is an existing bucket loaded
        --replay-dlq  has the messages tried again, first, that failed too often
        --json        one JSON object instead of a table
        --index NAME  another index than the one that serves
        --aws         a stack on AWS: your credentials, and the variables of ReconcileFunction
                      (also without this option, where STATE_TABLE is set)
        --help        this text

      Without --aws it is the stack that scripts/local started on its usual ports.
      Exit status: 0 nothing to repair, or --fix has asked for it; 1 something to repair; 2 error.
      """;

  /** Held so that its level is not lost with it. */
  private static final Logger ROOT = Logger.getLogger("");

  private Reconcile() {}

  /** What was asked for. */
  private record Wanted(
      boolean fix,
      boolean replay,
      boolean json,
      boolean aws,
      boolean help,
      Optional<String> index) {
    static Wanted of(List<String> arguments) {
      boolean fix = false;
      boolean replay = false;
      boolean json = false;
      boolean aws = false;
      boolean help = false;
      Optional<String> index = Optional.empty();
      for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
        String option = rest.next();
        switch (option) {
          case "--fix" -> fix = true;
          case "--replay-dlq" -> replay = true;
          case "--json" -> json = true;
          case "--aws" -> aws = true;
          case "--help", "-h" -> help = true;
          case "--index" -> {
            if (!rest.hasNext()) {
              throw new Refusal("--index needs a name.");
            }
            index = Optional.of(rest.next());
          }
          default -> throw new Refusal("There is no option " + option + ".\n\n" + USAGE.strip());
        }
      }
      return new Wanted(fix, replay, json, aws, help, index);
    }
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING);
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    Commands.exit(() -> run(List.of(arguments), out, System.err), out);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Wanted wanted = Wanted.of(arguments);
      if (wanted.help()) {
        out.print(USAGE);
        return 0;
      }
      Target target = Target.of(wanted.aws(), System.getenv(), Path.of("template.yaml"));
      return reconcile(wanted, ReconcileWiring.from(target.variables()), out);
    } catch (Refusal | UpstreamException | IllegalStateException | IllegalArgumentException e) {
      err.println(Commands.reason(e));
      return 2;
    } catch (SdkException | IOException | UncheckedIOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    }
  }

  private static String names(List<IndexRef> indices) {
    return indices.stream().map(IndexRef::name).collect(Collectors.joining(", "));
  }

  private static int reconcile(Wanted wanted, ReconcileWiring wiring, PrintStream out)
      throws IOException {
    List<IndexRef> kept = wiring.kept();
    IndexRef index =
        wanted
            .index()
            .map(name ->
                kept.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("--index: in use are " + names(kept))))
            .orElse(kept.getFirst());
    int replayed = wanted.replay() ? wiring.deadLetters().replay() : 0;
    Report report = wanted.json() ? new JsonReport(out) : new TableReport(out);
    Tally tally = new Tally();
    Repair repair = new Repair(wiring.hints());
    report.begin(index.name());
    Compared compared =
        wiring
            .reconciling(index)
            .compare(finding -> {
              tally.accept(finding);
              report.tell(finding);
              if (wanted.fix()) {
                repair.accept(finding);
              }
            });
    report.end(compared.documents(), tally.counts(), repair.finish(), replayed);
    return tally.repairable() == 0 || wanted.fix() ? 0 : 1;
  }
}
