package askdocs.local.invoke;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the package of the function that brings its own JVM, from the package {@code ask}: its
 * jars, its classes as a jar, a JVM of the modules that it needs, an AOT cache, and {@code
 * bootstrap}.
 *
 * <p>The cache is made by the function itself, from a question that it answers, and anew in every
 * build: a JVM may take one that is older than its jars, and then runs old code (JDK-8377932). It
 * is then started once more, with the cache required.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514, Ahead-of-Time Command-Line Ergonomics</a>
 */
public final class StreamPackage {
  static final String FUNCTION = "AskStreamFunction";
  private static final String CACHE = "askdocs.aot";
  private static final String MODULES =
      "java.base,java.logging,java.xml,java.net.http,java.naming,java.management,"
          + "java.security.sasl,jdk.crypto.ec,jdk.unsupported";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path project;
  private final Path ask;
  private final Path made;

  private StreamPackage(Path project) {
    this.project = project;
    this.ask = project.resolve("target/functions/ask");
    this.made = project.resolve("target/functions/ask-stream");
  }

  /** Makes it in the project's folder. */
  public static void main(String[] arguments) throws Exception {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      System.out.println(
          "target/functions/ask-stream is only made on Linux x86_64, as it runs there");
      return;
    }
    new StreamPackage(Path.of("").toAbsolutePath()).make();
    System.exit(0);
  }

  private void make() throws IOException, InterruptedException {
    Files.createDirectories(made.resolve("lib"));
    copyJars();
    image();
    writeBootstrap();
    Files.deleteIfExists(made.resolve(CACHE));
    try (CannedUpstreams upstreams = new CannedUpstreams()) {
      train(upstreams);
      verify(upstreams);
    }
  }

  private void copyJars() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("--create", "--file", made.resolve("lib/askdocs.jar").toString()));
    try (Stream<Path> entries = Files.list(ask)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals("lib")) {
          command.addAll(List.of("-C", ask.toString(), name));
        }
      }
    }
    run("jar", command);
    try (Stream<Path> jars = Files.list(ask.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        link(jar, made.resolve("lib").resolve(jar.getFileName()));
      }
    }
  }

  /** A JVM without what the function does not need; kept until another JDK builds. */
  private void image() throws IOException {
    Path image =
        project.resolve("target/stream-jre-" + Runtime.version() + "-" + MODULES.hashCode());
    if (!Files.exists(image)) {
      run(
          "jlink",
          List.of(
              "--add-modules",
              MODULES,
              "--strip-debug",
              "--no-header-files",
              "--no-man-pages",
              "--generate-cds-archive",
              "--compress",
              "zip-6",
              "--output",
              image.toString()));
    }
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.toList()) {
        Path copy = made.resolve("jre").resolve(image.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          link(file, copy);
        }
      }
    }
  }

  private static void link(Path file, Path copy) throws IOException {
    Files.deleteIfExists(copy);
    try {
      Files.createLink(copy, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void run(String tool, List<String> arguments) {
    int status =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IllegalStateException("This JDK has no " + tool))
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException(tool + " failed");
    }
  }

  private void writeBootstrap() throws IOException {
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(made.resolve("lib"))) {
      files.sorted().forEach(jar -> jars.add("lib/" + jar.getFileName()));
    }
    Path bootstrap = made.resolve("bootstrap");
    Files.writeString(
        bootstrap,
        Files.readString(project.resolve("src/assembly/bootstrap.sh"))
            .replace("@class.path@", String.join(":", jars)));
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void train(CannedUpstreams upstreams) throws IOException, InterruptedException {
    answer(upstreams, "-XX:AOTCacheOutput=" + CACHE);
    if (!Files.exists(made.resolve(CACHE))) {
      throw new IllegalStateException("The JVM made no AOT cache");
    }
  }

  private void verify(CannedUpstreams upstreams) throws IOException, InterruptedException {
    answer(upstreams, "-XX:AOTCache=" + CACHE + " -XX:AOTMode=on");
  }

  /** Has the function answer a question, and end. */
  private void answer(CannedUpstreams upstreams, String options)
      throws IOException, InterruptedException {
    Template.Function function = Template.load(project.resolve("template.yaml")).function(FUNCTION);
    Map<String, String> environment =
        new TreeMap<>(LocalResources.ON_DEFAULT_PORTS.environment(function));
    environment.putAll(upstreams.environment());
    environment.put("ASKDOCS_AOT_OPTIONS", options);
    String event = Files.readString(project.resolve("events/ask-stream.json"));
    Invocation invocation = new Invocation(function, environment, event);
    Process process;
    Outcome outcome;
    try (RuntimeApi api = new RuntimeApi(event, PATIENCE, "arn:build", Clock.systemUTC())) {
      process = invocation.start(api);
      outcome = api.ended().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The function did not answer", e);
    }
    // The Runtime API is gone: the runtime ends, and the JVM writes its cache.
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    if (!outcome.payload().contains("event: done")) {
      new PrintStream(System.err, true, StandardCharsets.UTF_8).println(log + outcome.payload());
      throw new IllegalStateException("The function answered no question");
    }
  }
}
