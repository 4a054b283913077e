package askdocs.local.eval;

import askdocs.ask.Answer;
import askdocs.aws.ModelCatalog;
import askdocs.knowledge.UpstreamException;
import askdocs.local.StartException;
import askdocs.local.bedrock.EmbeddingMode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The command {@code scripts/eval}. */
public final class Eval {
  private static final Path KEPT = Path.of("target", "eval");
  private static final Path OPENSEARCH = Path.of("target", "opensearch");
  private static final int NOT_POSSIBLE = 2;

  /** Held so that its level is not lost with it. */
  private static final Logger ROOT = Logger.getLogger("");

  private Eval() {}

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    // That there is no graphics card to embed with is no news.
    ROOT.setLevel(Level.SEVERE);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path from = Path.of(System.getProperty("askdocs.from", ""));
    int status = run(List.of(arguments), from, KEPT, out, err);
    out.flush();
    System.exit(status);
  }

  /**
   * Runs the command.
   *
   * @param from where it was typed
   * @param kept keeps indices and vectors
   * @return the exit status
   */
  static int run(List<String> arguments, Path from, Path kept, PrintStream out, PrintStream err) {
    try {
      Wanted wanted = Wanted.of(arguments, from);
      if (wanted.help()) {
        out.print(Wanted.USAGE);
        return 0;
      }
      report(wanted, measure(wanted, kept, err), out);
      return 0;
    } catch (Refusal | StartException e) {
      err.println(Printable.of(String.valueOf(e.getMessage())));
    } catch (UpstreamException | IOException | UncheckedIOException e) {
      err.println(Printable.of("Not possible: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOT_POSSIBLE;
  }

  private static List<Section> measure(Wanted wanted, Path kept, PrintStream progress)
      throws IOException, InterruptedException {
    wanted
        .reranker()
        .filter(model -> !ModelCatalog.read().reranks(model))
        .ifPresent(model -> {
          throw new Refusal("--rerank: no model that reranks: " + model);
        });
    Folders folders = Folders.of(wanted);
    List<Section> sections = new ArrayList<>();
    boolean graded = wanted.documents().isPresent() && wanted.wants(Part.CITATIONS);
    if (graded) {
      requireOne(folders.searched());
    }
    if (!wanted.parts().equals(Set.of(Part.CITATIONS))) {
      sections.addAll(onTheBench(wanted, folders, kept, progress));
    }
    if (graded) {
      sections.add(
          citations(
              wanted, folders.searched().getFirst(), wanted.documents().orElseThrow(), progress));
    }
    if (sections.isEmpty()) {
      throw new Refusal("There is nothing in " + wanted.folder() + " for what --only wants");
    }
    return sections;
  }

  private static List<Section> onTheBench(
      Wanted wanted, Folders folders, Path kept, PrintStream progress) {
    List<Section> sections = new ArrayList<>();
    try (Bench bench = Bench.start(wanted.embedding(), kept, OPENSEARCH);
        PlainSearch search = new PlainSearch(bench.node().endpoint())) {
      SetIndex indices = new SetIndex(bench, search, progress);
      if (wanted.wants(Part.RETRIEVAL) && !folders.searched().isEmpty()) {
        sections.add(retrieval(wanted, folders, bench, indices, progress));
      }
      if (wanted.wants(Part.ABSTENTION)) {
        sections.addAll(abstention(wanted, folders, bench, indices, progress));
      }
      if (wanted.wants(Part.INJECTION)) {
        folders
            .injection()
            .ifPresent(set -> sections.add(injection(set, bench, indices, progress)));
      }
    }
    return sections;
  }

  private static void requireOne(List<BeirSet> sets) {
    if (sets.size() != 1) {
      throw new Refusal("--documents belongs to one set: choose it with --sets");
    }
  }

  private static Section retrieval(
      Wanted wanted, Folders folders, Bench bench, SetIndex indices, PrintStream progress) {
    RetrievalEvaluation evaluation =
        new RetrievalEvaluation(indices, Arms.of(bench, wanted.reranker()), progress);
    List<SetSummary> summaries = new ArrayList<>();
    for (BeirSet set : folders.searched()) {
      summaries.addAll(evaluation.of(set, wanted.limit(), wanted.folded()));
    }
    return RetrievalSection.of(summaries);
  }

  private static List<Section> abstention(
      Wanted wanted, Folders folders, Bench bench, SetIndex indices, PrintStream progress) {
    List<AbstentionSet> sets = new ArrayList<>(folders.abstention());
    int count = (int) Math.min(wanted.unanswered(), wanted.limit());
    folders.searched().forEach(set -> sets.add(AbstentionSet.of(set, count)));
    if (sets.isEmpty()) {
      return List.of();
    }
    AbstentionEvaluation evaluation = new AbstentionEvaluation(bench, indices, progress);
    List<AbstentionEvaluation.Outcome> outcomes = sets.stream().map(evaluation::of).toList();
    Map<String, List<Answer>> answers = new LinkedHashMap<>();
    outcomes.forEach(outcome ->
        answers.put(
            outcome.set().name(),
            outcome.asked().stream()
                .filter(one -> one.question().gone().isEmpty())
                .map(AbstentionEvaluation.Asked::answer)
                .toList()));
    return List.of(
        AbstentionSection.of(outcomes), ExpenseSection.of(answers, bench.standIn().isPresent()));
  }

  private static Section injection(
      InjectionSet set, Bench bench, SetIndex indices, PrintStream progress) {
    List<Way> ways = bench.standIn().isPresent() ? Way.onTheStandIn() : Way.asItIs();
    return InjectionSection.of(
        new InjectionEvaluation(bench, indices, ways, progress).of(set), ways);
  }

  private static Section citations(Wanted wanted, BeirSet set, Path folder, PrintStream progress)
      throws IOException, InterruptedException {
    EmbeddingMode mode =
        wanted
            .embedding()
            .standIn()
            .orElseThrow(() -> new Refusal("--documents works with the stand-in only"));
    Path data = Files.createTempDirectory("askdocs-eval-");
    try (StackUnderTest stack = StackUnderTest.start(data, mode)) {
      return new CitationEvaluation(stack, set, OriginalFiles.in(folder), progress)
          .measure(wanted.limit());
    } finally {
      remove(data);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void report(Wanted wanted, List<Section> sections, PrintStream out)
      throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String about =
        "Embeddings: "
            + wanted.embedding().shown()
            + ", "
            + Bench.MODEL
            + ". Measured "
            + now
            + ".";
    out.println(about);
    Terminal.print(sections, out);
    if (wanted.json().isPresent()) {
      ObjectNode told =
          Figures.JSON
              .createObjectNode()
              .put("measuredAt", now.toString())
              .put("embedding", wanted.embedding().shown())
              .put("embeddingModel", Bench.MODEL)
              .put("dimensions", Bench.DIMENSIONS);
      Files.writeString(wanted.json().get(), Figures.of(told, sections));
    }
    if (wanted.html().isPresent()) {
      Files.writeString(wanted.html().get(), Page.of(List.of(about), sections));
    }
  }
}
