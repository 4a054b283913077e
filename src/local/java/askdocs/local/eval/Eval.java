package askdocs.local.eval;

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
import java.util.List;
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
    int status = run(List.of(arguments), from, out, err);
    out.flush();
    System.exit(status);
  }

  static int run(List<String> arguments, Path from, PrintStream out, PrintStream err) {
    try {
      Wanted wanted = Wanted.of(arguments, from);
      if (wanted.help()) {
        out.print(Wanted.USAGE);
        return 0;
      }
      measure(wanted, out, err);
      return 0;
    } catch (Refusal | StartException e) {
      err.println(e.getMessage());
    } catch (UpstreamException | IOException | UncheckedIOException e) {
      err.println("Not possible: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOT_POSSIBLE;
  }

  private static void measure(Wanted wanted, PrintStream out, PrintStream progress)
      throws IOException, InterruptedException {
    List<BeirSet> sets = sets(wanted);
    List<SetSummary> summaries = new ArrayList<>();
    try (Bench bench = Bench.start(wanted.embedding(), KEPT, OPENSEARCH);
        PlainSearch search = new PlainSearch(bench.node().endpoint())) {
      RetrievalEvaluation evaluation =
          new RetrievalEvaluation(new SetIndex(bench, search, progress), Arms.of(bench), progress);
      for (BeirSet set : sets) {
        summaries.addAll(evaluation.of(set, wanted.limit(), wanted.folded()));
      }
    }
    List<Section> sections = new ArrayList<>(List.of(RetrievalSection.of(summaries)));
    if (wanted.documents().isPresent()) {
      sections.add(citations(wanted, only(sets), wanted.documents().get(), progress));
    }
    report(wanted, sections, out);
  }

  private static BeirSet only(List<BeirSet> sets) {
    if (sets.size() != 1) {
      throw new Refusal("--documents belongs to one set: choose it with --sets");
    }
    return sets.getFirst();
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

  /** All are read before the first is measured, so that what is wrong is told at once. */
  private static List<BeirSet> sets(Wanted wanted) {
    if (!Files.isDirectory(wanted.folder())) {
      throw new Refusal("There is no folder " + wanted.folder());
    }
    List<Path> folders =
        BeirFolder.in(wanted.folder()).stream()
            .filter(folder ->
                wanted.sets().isEmpty() || wanted.sets().contains(folder.getFileName().toString()))
            .toList();
    if (folders.isEmpty()) {
      throw new Refusal(
          "There is no set in "
              + wanted.folder()
              + ": a folder with corpus.jsonl, queries.jsonl and qrels.tsv");
    }
    return folders.stream().map(BeirFolder::read).toList();
  }
}
