package askdocs.local.tools;

import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code scripts/models}: the models that AskDocs knows, and what is wrong with a choice of them.
 */
public final class Models {
  static final String USAGE =
      """
      Usage: scripts/models
             scripts/models --check [NAME=VALUE]...
             scripts/models --explain "ERROR MESSAGE"
      Without an option, the table of the models: what each accepts, costs, and how long it lives.

        --check    holds the settings against the table and says what is wrong: ANSWER_MODEL_ID,
                   ALLOWED_MODEL_IDS, CONDENSE_MODEL_ID, FALLBACK_MODEL_ID, EMBEDDING_MODEL_ID,
                   EMBEDDING_DIMENSIONS, RERANK_MODEL_ID and AWS_REGION, as given here, else as in the
                   environment, else as template.yaml has them
        --explain  says what an error of Bedrock's means here, and what to do

      Nothing is asked of AWS. Exit status: 0 fine; 1 something is wrong, or the error is not known;
      2 wrong use.
      """;

  private final PrintStream out;

  private Models(PrintStream out) {
    this.out = out;
  }

  /** Runs it and ends the JVM. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Commands.exit(() -> run(List.of(arguments), System.getenv(), out, System.err), out);
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    Models models = new Models(out);
    try {
      if (arguments.isEmpty()) {
        return models.table();
      }
      List<String> rest = arguments.subList(1, arguments.size());
      return switch (arguments.getFirst()) {
        case "--check" -> models.check(settings(rest, environment));
        case "--explain" -> models.explain(String.join(" ", rest));
        case "--help", "-h" -> models.usage();
        default -> throw new Refusal("Unknown: " + arguments.getFirst() + "\n\n" + USAGE);
      };
    } catch (Refusal | IllegalStateException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    }
  }

  private static Map<String, String> settings(
      List<String> arguments, Map<String, String> environment) throws IOException {
    Template template = Template.load(Path.of("template.yaml"));
    Map<String, String> settings = new TreeMap<>();
    for (String function : List.of("IngestFunction", "AskFunction")) {
      settings.putAll(template.function(function).environment(LocalResources.ON_DEFAULT_PORTS));
    }
    settings.putAll(environment);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new Refusal("A setting is NAME=VALUE, not " + argument + "\n\n" + USAGE);
      }
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return settings;
  }

  private int usage() {
    out.print(USAGE);
    return 0;
  }

  private int table() {
    new ModelsTable(ModelCatalog.read().rows(), PublishedPrices.read()).print(out);
    return 0;
  }

  private int check(Map<String, String> settings) {
    ModelsCheck check =
        new ModelsCheck(ModelCatalog.read(), PublishedPrices.read(), LocalDate.now());
    List<ModelsCheck.Finding> findings = new ArrayList<>(check.check(settings));
    findings.forEach(finding -> out.println(finding.text()));
    boolean wrong = findings.stream().anyMatch(ModelsCheck.Finding::wrong);
    out.println(wrong ? "This will not work as it stands." : "Nothing stands in the way.");
    return wrong ? 1 : 0;
  }

  private int explain(String message) {
    if (message.isBlank()) {
      throw new Refusal("--explain needs the error's message.\n\n" + USAGE);
    }
    List<String> explanations = KnownErrors.explain(message);
    explanations.forEach(out::println);
    if (explanations.isEmpty()) {
      out.println("Not one of the errors that are known here. Its type says whether to try again:");
      out.println("Throttling, ModelNotReady, ModelTimeout, 5xx: yes. All others: no.");
    }
    return explanations.isEmpty() ? 1 : 0;
  }
}
