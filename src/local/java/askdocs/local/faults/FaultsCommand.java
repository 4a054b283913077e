package askdocs.local.faults;

import askdocs.local.StartException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The command {@code scripts/faults}. */
public final class FaultsCommand {
  /** Held so that its level is not lost with it. */
  private static final Logger ROOT = Logger.getLogger("");

  private FaultsCommand() {}

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    // That upstreams fail is what is wanted here.
    ROOT.setLevel(Level.SEVERE);
    System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
  }

  private static int run(List<String> arguments, PrintStream out) {
    try {
      Wanted wanted = Wanted.of(arguments);
      if (wanted.help()) {
        out.print(Wanted.USAGE);
        return 0;
      }
      boolean well = true;
      for (Wanted.Part part : wanted.parts()) {
        out.println("-- " + part.name().toLowerCase(Locale.ROOT));
        Path data = Files.createTempDirectory("askdocs-faults-");
        boolean passed = run(part, wanted, data, out);
        out.println(passed ? "As it must be." : "NOT as it must be; logs are in " + data);
        well &= passed;
        if (passed) {
          remove(data);
        }
      }
      return well ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Wanted.USAGE.strip());
      return 2;
    } catch (StartException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Not possible: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  private static boolean run(Wanted.Part part, Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    return switch (part) {
      case ASKS -> AsksRun.overHttp(wanted, data, out);
      case STACKED -> AsksRun.stacked(wanted, data, out);
      case OUTAGE -> OutageRun.run(wanted, data, out);
      case INGEST -> IngestRun.run(wanted, data, out);
    };
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
