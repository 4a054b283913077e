package askdocs.local.reading;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.knowledge.Deadline;
import askdocs.parse.FormatsReader;
import askdocs.parse.RecognisingReader;
import askdocs.parse.child.IsolatedReader;
import askdocs.parse.child.Isolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads files of this machine as the function does: the same code, in a process of its own. With
 * OCR=auto in the environment, scanned pages are recognised.
 */
public final class LocalReading implements AutoCloseable {
  private final Path folder;
  private final IsolatedReader reader;

  /** Reads within these limits. */
  public LocalReading(Isolation isolation) {
    try {
      folder = Files.createTempDirectory("askdocs-reading-");
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder to work in", e);
    }
    boolean recognises = "auto".equals(System.getenv("OCR"));
    reader =
        new IsolatedReader(
            isolation, recognises ? RecognisingReader.class : FormatsReader.class, folder);
  }

  /** Reads a file; a document is closed by whoever gets it. */
  public ReadOutcome read(Path file) {
    return reader.read(
        file.getFileName().toString(),
        Optional.empty(),
        file,
        Deadline.in(Duration.ofDays(1), Clock.systemUTC()));
  }

  /** How many reading processes were lost to files. */
  int lost() {
    return reader.lost();
  }

  @Override
  public void close() {
    reader.close();
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A folder cannot be deleted", e);
    }
  }
}
