package askdocs.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder for what a process works on. Lambda kills a function that takes too long and starts it
 * again on the same disk: what the killed one left would fill it.
 *
 * @param path where it is
 */
record WorkFolder(Path path) {
  private static final Logger LOG = System.getLogger(WorkFolder.class.getName());
  private static final Pattern NAME = Pattern.compile("askdocs-work-(\\d{1,18})");

  /** The one of this process, made when it is first asked for. */
  private static final class Own {
    private static final WorkFolder FOLDER =
        in(Path.of(System.getProperty("java.io.tmpdir")), ProcessHandle.current().pid());
  }

  static WorkFolder ofThisProcess() {
    return Own.FOLDER;
  }

  /** A new one; those of processes that have ended are deleted. */
  static WorkFolder in(Path temporary, long pid) {
    try {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, "askdocs-work-*")) {
        for (Path folder : all) {
          if (isLeft(folder, pid)) {
            delete(folder);
          }
        }
      }
      return new WorkFolder(Files.createDirectory(temporary.resolve("askdocs-work-" + pid)));
    } catch (IOException e) {
      throw new UncheckedIOException("There is no folder to work in", e);
    }
  }

  /** A folder of our own number is that of one before us, who had the same. */
  private static boolean isLeft(Path folder, long pid) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    long owner = Long.parseLong(name.group(1));
    return owner == pid || ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isEmpty();
  }

  private static void delete(Path folder) {
    try (Stream<Path> left = Files.walk(folder)) {
      List<Path> innermostFirst = left.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Another's, perhaps: it takes room and does no harm.
      LOG.log(Level.WARNING, "A folder that was left cannot be deleted", e);
    }
  }
}
