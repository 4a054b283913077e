package askdocs.parse.child;

import askdocs.ingest.About;
import askdocs.ingest.DocumentReader;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.parse.PartwiseReader;
import askdocs.parse.PartwiseReader.Reading;
import askdocs.parse.child.ReadingMain.Request;
import askdocs.parse.child.ReadingProcess.End;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads files in processes of their own, kept warm from one file to the next. One that takes too
 * long or too much memory is killed, and its file is {@link ReadOutcome.Failed}; the next file gets
 * a new process.
 *
 * <p>A long document holds its place until it is closed, so that no more of them lie on the disk at
 * a time than there are processes.
 */
public final class IsolatedReader implements DocumentReader, AutoCloseable {
  /** A file or spool of more bytes than this is large. */
  private static final long LARGE = 4L * 1024 * 1024;

  private final Isolation isolation;
  private final Class<? extends PartwiseReader> reader;
  private final Path folder;
  private final Semaphore places;
  private final AtomicInteger lost = new AtomicInteger();
  private final Deque<ReadingProcess> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param reader what reads, in its own process: it has a constructor without parameters
   * @param folder for temporary files
   */
  public IsolatedReader(Isolation isolation, Class<? extends PartwiseReader> reader, Path folder) {
    this.isolation = isolation;
    this.reader = reader;
    this.folder = folder;
    this.places = new Semaphore(isolation.processes(), true);
  }

  @Override
  public ReadOutcome read(String key, Optional<String> contentType, Path file, Deadline deadline) {
    await(deadline);
    boolean held = false;
    Path spool = newSpool();
    try {
      ReadOutcome outcome = read(new Request(key, contentType, file.toAbsolutePath(), spool));
      held = outcome instanceof ReadOutcome.Read;
      return outcome;
    } finally {
      if (!held) {
        delete(spool);
        places.release();
      }
    }
  }

  private void await(Deadline deadline) {
    try {
      if (places.tryAcquire(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        if (!deadline.passed()) {
          return;
        }
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException("Waiting for a place was interrupted", Kind.RETRYABLE, e);
    }
    throw new UpstreamException("There was no time left to read in", Kind.RETRYABLE);
  }

  private ReadOutcome read(Request request) {
    ReadingProcess process = process();
    End end = process.read(request, isolation.time());
    if (end != End.DONE) {
      lost.incrementAndGet();
    }
    return switch (end) {
      case DONE -> {
        boolean large = size(request.file()) > LARGE || size(request.spool()) > LARGE;
        keepOrEnd(process, large);
        yield outcome(request.spool(), large);
      }
      case TROUBLE ->
          throw new UpstreamException("What was read could not be put by", Kind.RETRYABLE);
      case TOO_SLOW ->
          new ReadOutcome.Failed(
              "Reading it took longer than the %d seconds that one document may take; split it."
                  .formatted(isolation.time().toSeconds()));
      case TOO_LARGE ->
          new ReadOutcome.Failed(
              "Reading it took more memory than the %d MB that one document may take; split it."
                  .formatted(isolation.heapMb()));
      case BROKEN ->
          new ReadOutcome.Failed("It could not be read: the program that reads it broke on it.");
    };
  }

  private ReadingProcess process() {
    for (ReadingProcess kept = idle.poll(); kept != null; kept = idle.poll()) {
      if (kept.isAlive()) {
        return kept;
      }
      kept.close();
    }
    return ReadingProcess.start(isolation.heapMb(), reader, folder);
  }

  /** What a large file left of a process's memory goes to whoever works on the file now. */
  private void keepOrEnd(ReadingProcess process, boolean large) {
    if (large || process.files() >= isolation.filesPerProcess()) {
      process.close();
    } else {
      idle.push(process);
    }
  }

  private ReadOutcome outcome(Path spool, boolean large) {
    try {
      SpooledDocument.Layout layout = SpooledDocument.Layout.of(spool);
      Reading reading;
      try (DataInputStream in = SpooledDocument.at(spool, layout.reading())) {
        reading = Spool.readReading(in);
      }
      return switch (reading) {
        case Reading.Whole(About about) -> {
          if (!large) {
            places.release();
          }
          yield new ReadOutcome.Read(
              new SpooledDocument(
                  spool, about, layout.parts(), large ? places::release : () -> {}));
        }
        case Reading.Failed(String reason) -> new ReadOutcome.Failed(reason);
        case Reading.Ignored(String reason) -> new ReadOutcome.Ignored(reason);
      };
    } catch (IOException | RuntimeException e) {
      return new ReadOutcome.Failed("It could not be read: what was found in it makes no sense.");
    }
  }

  private Path newSpool() {
    try {
      return Files.createTempFile(folder, "askdocs-", ".spool");
    } catch (IOException e) {
      places.release();
      throw new UpstreamException("There is no room to read in", Kind.RETRYABLE, e);
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static void delete(Path spool) {
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      throw new UpstreamException("A spool cannot be deleted", Kind.RETRYABLE, e);
    }
  }

  /** How many processes were killed or died while they read. */
  public int lost() {
    return lost.get();
  }

  /** Ends the processes that wait for work. */
  @Override
  public void close() {
    for (ReadingProcess kept = idle.poll(); kept != null; kept = idle.poll()) {
      kept.close();
    }
  }
}
