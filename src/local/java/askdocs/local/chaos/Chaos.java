package askdocs.local.chaos;

import askdocs.local.StartException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The command {@code scripts/chaos}. */
public final class Chaos {
  /** Held so that its level is not lost with it. */
  private static final Logger ROOT = Logger.getLogger("");

  private Chaos() {}

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    // That functions die is what is wanted here.
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
      Path data = Files.createTempDirectory("askdocs-chaos-");
      boolean agrees = false;
      try {
        agrees =
            wanted.load() > 0 ? BulkLoad.run(wanted, data, out) : ChaosRun.run(wanted, data, out);
      } finally {
        if (agrees && !wanted.keep()) {
          remove(data);
        } else {
          out.println("Data and logs are in " + data);
        }
      }
      return agrees ? 0 : 1;
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

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
