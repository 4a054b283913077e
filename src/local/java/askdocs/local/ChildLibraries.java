package askdocs.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that a child JVM runs on, apart from ours: {@code home/lib/*.jar}, put there by a build
 * of their own.
 *
 * @param jars sorted, so that the class path is the same at every start
 */
record ChildLibraries(List<Path> jars) {
  ChildLibraries {
    jars = List.copyOf(jars);
  }

  /**
   * Those of one child.
   *
   * @param part what the child is, as the message shall call it
   * @param pom the build that makes them, seen from the project's root
   * @throws StartException naming the command that makes them, if there are none
   */
  static ChildLibraries in(Path home, String part, String pom) {
    Path lib = home.resolve("lib").toAbsolutePath();
    List<Path> jars = Files.isDirectory(lib) ? jarsOf(lib) : List.of();
    if (jars.isEmpty()) {
      throw new StartException(
          part + " is not built: no jars in " + lib + ". Run: mvn -q -f " + pom + " package");
    }
    return new ChildLibraries(jars);
  }

  private static List<Path> jarsOf(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As {@code java -cp} takes it. */
  String classPath() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Changes when a jar is added, removed, replaced or touched; 16 hexadecimal digits. */
  String fingerprint() {
    long hash = 0;
    try {
      for (Path jar : jars) {
        hash = hash * 31 + jar.toString().hashCode();
        hash = hash * 31 + Files.size(jar);
        hash = hash * 31 + Files.getLastModifiedTime(jar).toMillis();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return String.format("%016x", hash);
  }
}
