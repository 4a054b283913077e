package askdocs.parse;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Tesseract, which reads the words in a picture: the only program that is ever started. It is used
 * where it is installed, and with those of its data for Spanish and English that are.
 */
final class Tesseract {
  private static final List<String> LANGUAGES = List.of("spa", "eng");

  /** All that it is told of its surroundings. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX");

  private static final Duration ASKING = Duration.ofSeconds(20);
  private static final int MOST_OUTPUT = 1 << 20;

  private final Path program;
  private final String languages;

  /** Whether it has the data to tell how a page is turned. */
  private final boolean turns;

  private Tesseract(Path program, String languages, boolean turns) {
    this.program = program;
    this.languages = languages;
    this.turns = turns;
  }

  /** The one on the PATH, if it has data for a language; Lambda's layers are on it. */
  static Optional<Tesseract> installed() {
    return Installed.TESSERACT;
  }

  /** Asked for once: starting a program to ask it takes a while. */
  private static final class Installed {
    static final Optional<Tesseract> TESSERACT =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "tesseract"))
            .filter(Files::isExecutable)
            .findFirst()
            .flatMap(Tesseract::asked);
  }

  private static Optional<Tesseract> asked(Path program) {
    try {
      String listed = run(List.of(program.toString(), "--list-langs"), ASKING);
      List<String> lines = listed.lines().map(String::strip).toList();
      String languages = String.join("+", LANGUAGES.stream().filter(lines::contains).toList());
      return languages.isEmpty()
          ? Optional.empty()
          : Optional.of(new Tesseract(program, languages, lines.contains("osd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The words in a picture, line by line; empty lines part its blocks.
   *
   * @throws IOException when it fails or takes longer than this
   */
  String words(BufferedImage picture, int dpi, Duration most) throws IOException {
    Path file = Files.createTempFile("askdocs-", ".png");
    try {
      ImageIO.write(picture, "png", file.toFile());
      return run(
          List.of(
              program.toString(),
              file.toString(),
              "stdout",
              "-l",
              languages,
              "--dpi",
              Integer.toString(dpi),
              "--psm",
              turns ? "1" : "3"),
          most);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Runs it to its end, or kills it. */
  private static String run(List<String> command, Duration most) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    // A layer of Lambda's has its data beside its programs.
    Path data = Path.of(command.getFirst()).resolveSibling("../share/tessdata").normalize();
    if (Files.isDirectory(data)) {
      builder.environment().putIfAbsent("TESSDATA_PREFIX", data.toString());
    }
    // One page at a time: its threads would only wait for each other.
    builder.environment().putAll(Map.of("OMP_THREAD_LIMIT", "1", "LC_ALL", "C.UTF-8"));
    Path output = Files.createTempFile("askdocs-", ".words");
    builder.redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("Tesseract took longer than " + most);
      }
      if (process.exitValue() != 0) {
        throw new IOException("Tesseract ended with " + process.exitValue());
      }
      if (Files.size(output) > MOST_OUTPUT) {
        throw new IOException("Tesseract found more words than a page holds");
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Tesseract was at work", e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
