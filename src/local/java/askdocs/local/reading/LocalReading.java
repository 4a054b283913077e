package askdocs.local.reading;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.knowledge.Deadline;
import askdocs.parse.FormatsReader;
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

/** Reads files of this machine as the function does: the same code, in a process of its own. */
final class LocalReading implements AutoCloseable {
  private final Path folder;
  private final IsolatedReader reader;

  LocalReading(Isolation isolation) {
    try {
      folder = Files.createTempDirectory("askdocs-reading-");
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder to work in", e);
    }
    reader = new IsolatedReader(isolation, FormatsReader.class, folder);
  }

  ReadOutcome read(Path file) {
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
