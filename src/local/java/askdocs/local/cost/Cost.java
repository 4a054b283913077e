package askdocs.local.cost;

import askdocs.aws.PublishedPrices;
import askdocs.local.cost.Estimating.Deployed;
import askdocs.local.reading.LocalReading;
import askdocs.local.template.Template;
import askdocs.parse.child.Isolation;
import askdocs.spend.PriceList;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** {@code scripts/cost}: what a folder of documents and a number of questions would cost. */
public final class Cost {
  static final String USAGE =
      """
      Usage: scripts/cost FOLDER [--questions N] [--model ID]... [--rerank ID] [--cached PART]
                          [--passages N] [--answer-tokens N] [--json]
      Estimates what AskDocs would cost on AWS, without asking it: reads and cuts the folder's files
      as they would be ingested, and counts tokens by a rule of thumb.

        --questions N      a month; 10,000 unless it is said
        --model ID         a model or inference profile that might answer; may come again
        --rerank ID        the model that would rerank; amazon.rerank-v1:0 unless it is said
        --cached PART      the part of the questions that the answer cache serves, 0 to 1; 0
        --passages N       that an answer rests on; 8
        --answer-tokens N  the length of an answer; 150
        --json             prints JSON

      Exit status: 0 estimated; 2 wrong use, or not possible.
      """;

  /** The memory of the function that reads, in MB. */
  private static final int FUNCTION_MB = 3_008;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Cost() {}

  /** Runs it and ends the JVM. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), out, System.err);
    out.flush();
    System.exit(status);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    try {
      Wish wish = Wish.of(arguments);
      Path folder = Path.of(wish.folder());
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("There is no folder " + folder);
      }
      PriceList models = PublishedPrices.read();
      JsonNode services = services();
      Deployed deployed = deployed(Template.load(Path.of("template.yaml")));
      wish.models().forEach(model -> requirePrice(models, model));
      wish.rerankModel().ifPresent(model -> requirePrice(models, model));
      Corpus corpus;
      try (LocalReading reading = new LocalReading(Isolation.within(FUNCTION_MB))) {
        corpus = new CorpusReading(reading).read(folder);
      }
      Estimate estimate = new Estimating(models, services, deployed).estimate(corpus, wish);
      CostReport report = new CostReport(corpus, wish, estimate, models, services);
      out.println(wish.json() ? report.json().toPrettyString() : report.table());
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(USAGE);
    } catch (IOException | RuntimeException e) {
      err.println("Not possible: " + e.getMessage());
    }
    return 2;
  }

  private static void requirePrice(PriceList models, String model) {
    if (!models.knows(model)) {
      throw new IllegalArgumentException("No price is known for " + model);
    }
  }

  static JsonNode services() throws IOException {
    try (InputStream prices = Cost.class.getResourceAsStream("/askdocs/aws-prices.json")) {
      return JSON.readTree(Objects.requireNonNull(prices, "aws-prices.json"));
    }
  }

  static Deployed deployed(Template template) {
    return new Deployed(
        template.defaultOf("OpenSearchInstanceType"),
        Integer.parseInt(template.defaultOf("OpenSearchInstanceCount")),
        Integer.parseInt(template.defaultOf("OpenSearchVolumeGiB")),
        template.defaultOf("EmbeddingModelId"));
  }
}
