package askdocs.local.tools;

import askdocs.knowledge.UpstreamException;
import askdocs.lambda.ReconcileWiring;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/** The command {@code scripts/load}. */
public final class Load {
  static final String USAGE =
      """
      Usage: scripts/load FOLDER [OPTION]...
      Puts the files of a folder into the bucket, and waits until each of them is indexed, has
      failed or was left out. Hidden files are passed over; FILE.metadata.json is FILE's sidecar.

        --prefix P  what the keys begin with
        --url API   asks the API what became of them, with the key in ASKDOCS_API_KEY if there is
                    one, instead of the state table; it tells only what this caller may read
        --aws       a stack on AWS: your credentials, and the variables of ReconcileFunction
                    (also without this option, where STATE_TABLE is set)
        --help      this text

      Without --aws it is the stack that scripts/local started on its usual ports.
      Exit status: 0 all are indexed; 1 some failed or were left out; 2 wrong use, or not possible.
      """;

  /** How long nothing may happen before it is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Held so that its level is not lost with it. */
  private static final Logger ROOT = Logger.getLogger("");

  private Load() {}

  /** What was asked for. */
  private record Wanted(Path folder, String prefix, Optional<URI> url, boolean aws, boolean help) {
    static Wanted of(List<String> arguments) {
      Optional<Path> folder = Optional.empty();
      String prefix = "";
      Optional<URI> url = Optional.empty();
      boolean aws = false;
      boolean help = false;
      for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
        String argument = rest.next();
        switch (argument) {
          case "--prefix" -> prefix = value(argument, rest);
          case "--url" -> url = Optional.of(URI.create(value(argument, rest)));
          case "--aws" -> aws = true;
          case "--help", "-h" -> help = true;
          default -> {
            if (argument.startsWith("-") || folder.isPresent()) {
              throw new Refusal("Not understood: " + argument + ".\n\n" + USAGE.strip());
            }
            folder = Optional.of(Path.of(argument));
          }
        }
      }
      if (folder.isEmpty() && !help) {
        throw new Refusal(USAGE.strip());
      }
      return new Wanted(folder.orElse(Path.of("")), prefix, url, aws, help);
    }

    private static String value(String option, Iterator<String> rest) {
      if (!rest.hasNext()) {
        throw new Refusal(option + " needs a value. See scripts/load --help.");
      }
      return rest.next();
    }
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Commands.exit(() -> run(List.of(arguments), out, err), out);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      Wanted wanted = Wanted.of(arguments);
      if (wanted.help()) {
        out.print(USAGE);
        return 0;
      }
      if (!Files.isDirectory(wanted.folder())) {
        throw new Refusal("There is no folder " + wanted.folder());
      }
      Target target = Target.of(wanted.aws(), System.getenv(), Path.of("template.yaml"));
      ReconcileWiring wiring = ReconcileWiring.from(target.variables());
      Outcomes outcomes =
          wanted
              .url()
              .<Outcomes>map(url ->
                  new ApiOutcomes(http, url, Optional.ofNullable(System.getenv("ASKDOCS_API_KEY"))))
              .orElseGet(() -> new TableOutcomes(() -> wiring.rows(wiring.serving())));
      return load(wanted, wiring, outcomes, out, err);
    } catch (Refusal | UpstreamException | IllegalStateException | IllegalArgumentException e) {
      err.println(Commands.reason(e));
      return 2;
    } catch (SdkException e) {
      err.println("The bucket does not take it: " + e.getMessage());
      return 2;
    } catch (IOException | UncheckedIOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  private static int load(
      Wanted wanted, ReconcileWiring wiring, Outcomes outcomes, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    ProgressBar bar =
        new ProgressBar(err, System.console() != null && System.console().isTerminal());
    Map<String, Outcomes.Version> uploaded =
        new Upload(wiring.s3(), wiring.bucket()).put(wanted.folder(), wanted.prefix(), bar);
    if (uploaded.isEmpty()) {
      throw new Refusal("There is nothing to load in " + wanted.folder());
    }
    Watch watch = new Watch(outcomes, bar, PATIENCE);
    Watch.Summary summary = watch.until(uploaded);
    summary.print(out);
    if (!summary.left().isEmpty()) {
      throw new Refusal(
          "For "
              + PATIENCE.toMinutes()
              + " minutes nothing has happened: is the stack running? See scripts/reconcile.");
    }
    return summary.indexed() == uploaded.size() ? 0 : 1;
  }
}
