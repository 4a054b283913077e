package askdocs.parse;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tesseract, which reads the words in a picture: the only program that is ever started. It is used
 * where it is installed, and with those of its data for Spanish and English that are.
 */
final class Tesseract {
  /** Found on the PATH, which Lambda's layers are on. */
  private static final String PROGRAM = "tesseract";

  /** Where a layer of Lambda's keeps its data. */
  private static final Path LAYER_DATA = Path.of("/opt/share/tessdata");

  private static final List<String> LANGUAGES = List.of("spa", "eng");

  /** All that it is told of its surroundings. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX");

  private static final Duration ASKING = Duration.ofSeconds(20);
  private static final int MOST_OUTPUT = 1 << 20;

  private final String languages;

  /** Whether it has the data to tell how a page is turned. */
  private final boolean turns;

  private Tesseract(String languages, boolean turns) {
    this.languages = languages;
    this.turns = turns;
  }

  /** The one that is installed, if it has data for one of the languages. */
  static Optional<Tesseract> installed() {
    return Installed.TESSERACT;
  }

  /** Asked for once: starting a program to ask it takes a while. */
  private static final class Installed {
    static final Optional<Tesseract> TESSERACT = asked();
  }

  private static Optional<Tesseract> asked() {
    try {
      String listed = run(List.of(PROGRAM, "--list-langs"), ASKING);
      List<String> lines = listed.lines().map(String::strip).toList();
      String languages = String.join("+", LANGUAGES.stream().filter(lines::contains).toList());
      return languages.isEmpty()
          ? Optional.empty()
          : Optional.of(new Tesseract(languages, lines.contains("osd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The words in a picture of grey tones, line by line; empty lines part its blocks.
   *
   * @throws IOException when it fails or takes longer than this
   */
  String words(BufferedImage picture, int dpi, Duration most) throws IOException {
    Path file = Files.createTempFile("askdocs-", ".pgm");
    try {
      write(picture, file);
      return run(
          List.of(
              PROGRAM,
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

  /** As a portable graymap, which needs no library. */
  private static void write(BufferedImage picture, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      String head = "P5\n%d %d\n255\n".formatted(picture.getWidth(), picture.getHeight());
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      int[] row = new int[picture.getWidth()];
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int grey : picture.getRaster().getSamples(0, y, row.length, 1, 0, row)) {
          out.write(grey);
        }
      }
    }
  }

  /** Runs it to its end, or kills it. */
  private static String run(List<String> command, Duration most) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(ENVIRONMENT);
    if (Files.isDirectory(LAYER_DATA)) {
      builder.environment().putIfAbsent("TESSDATA_PREFIX", LAYER_DATA.toString());
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
