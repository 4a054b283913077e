package askdocs.parse.child;

import askdocs.parse.PartwiseReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a reading process is started: by the Java that runs this, with this very code. */
final class ReadingCommand {
  /**
   * All that it is told of its surroundings; credentials are none of its business. An OCR program,
   * where one is used, is found by PATH and finds its libraries and data by the rest.
   */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX");

  private ReadingCommand() {}

  /**
   * A process, not yet started.
   *
   * @param folder its working folder, and that of its temporary files
   */
  static ProcessBuilder of(int heapMb, Class<? extends PartwiseReader> reader, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMb + "m");
    // A heap that is full ends the process, with status 3, and does not leave it half alive.
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:MaxDirectMemorySize=64m");
    command.add("-XX:MaxMetaspaceSize=160m");
    command.add("-XX:ReservedCodeCacheSize=48m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-XX:-UsePerfData");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-Djava.awt.headless=true");
    // What is read must not depend on where.
    command.add("-Duser.language=en");
    command.add("-Duser.country=US");
    command.add("-Duser.timezone=UTC");
    // Parsers forbid external entities themselves; where one forgets, the JDK's refuse.
    command.add("-Djavax.xml.accessExternalDTD=");
    command.add("-Djavax.xml.accessExternalSchema=");
    command.add("-Djavax.xml.accessExternalStylesheet=");
    command.add("-cp");
    command.add(classPath(reader));
    command.add(ReadingMain.class.getName());
    command.add(reader.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    // Without it, a JVM takes no file names beyond ASCII.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  /**
   * A function's package is a folder of classes with its libraries in {@code lib}, and no class
   * path names it: Lambda's own loader reads it. Everywhere else, what this JVM runs on will do.
   */
  private static String classPath(Class<?> reader) {
    Path home =
        Path.of(URI.create(reader.getProtectionDomain().getCodeSource().getLocation().toString()));
    Path libraries = home.resolve("lib");
    return Files.isDirectory(libraries)
        ? home + File.pathSeparator + libraries + File.separator + "*"
        : System.getProperty("java.class.path");
  }
}
