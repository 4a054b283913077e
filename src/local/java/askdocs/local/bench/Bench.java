package askdocs.local.bench;

import askdocs.local.StartException;
import askdocs.local.eval.Refusal;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The command {@code scripts/bench}. */
public final class Bench {
  /** All that can be measured, in the order in which it is. */
  private static final List<Section> SECTIONS =
      List.of(
          new Asks(),
          new AskFeatures(),
          new Quality(),
          new Ingestion(Loads.SMALL),
          new Ingestion(Loads.PAGES),
          new Ingestion(Loads.FILE),
          new Scales(),
          new ReconcileTime());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_POSSIBLE = 2;

  private Bench() {}

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), Path.of(System.getProperty("askdocs.from", "")), out, err);
    out.flush();
    System.exit(status);
  }

  private static int run(List<String> arguments, Path from, PrintStream out, PrintStream progress) {
    try {
      BenchWanted wanted = BenchWanted.of(arguments, from);
      if (wanted.help()) {
        out.print(BenchWanted.USAGE);
        return 0;
      }
      measure(wanted, sections(wanted), out, progress);
      return 0;
    } catch (Refusal | StartException e) {
      progress.println(e.getMessage());
    } catch (IOException e) {
      progress.println("Not possible: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOT_POSSIBLE;
  }

  /** The sections that are wanted; all of them, unless some are named. */
  private static List<Section> sections(BenchWanted wanted) {
    List<String> known = SECTIONS.stream().map(Section::name).toList();
    wanted.only().stream()
        .filter(name -> known.stream().noneMatch(section -> isNamed(section, name)))
        .findFirst()
        .ifPresent(name -> {
          throw new Refusal("--only takes " + String.join(", ", known) + ", not " + name);
        });
    return SECTIONS.stream()
        .filter(section ->
            wanted.only().isEmpty()
                || wanted.only().stream().anyMatch(name -> isNamed(section.name(), name)))
        .toList();
  }

  /** By its name, or by what names more of its kind. */
  private static boolean isNamed(String section, String name) {
    return section.equals(name) || section.startsWith(name + "-");
  }

  private static void measure(
      BenchWanted wanted, List<Section> sections, PrintStream out, PrintStream progress)
      throws IOException, InterruptedException {
    ObjectNode figures = JSON.createObjectNode();
    Path data = Files.createTempDirectory("askdocs-bench-");
    try (AskedStack asked = new AskedStack()) {
      for (Section section : sections) {
        if (!section.asks()) {
          asked.close();
        }
        Path own = Files.createDirectory(data.resolve(section.name()));
        Consumer<ObjectNode> soFar =
            some -> {
              figures.set(section.name(), some);
              wanted.json().ifPresent(file -> write(file, figures));
            };
        soFar.accept(section.measure(new Ground(wanted, own, asked, out, progress, soFar)));
      }
    } finally {
      remove(data);
    }
  }

  private static void write(Path file, ObjectNode figures) {
    try {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
