package askdocs.local.invoke;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package of AskStreamFunction, whose AOT cache is broken: it starts without it, and says so.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RefusedCacheIT {
  private static final Path PACKAGE = Path.of("target/functions/ask-stream").toAbsolutePath();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir private Path broken;

  @Test
  void aCacheThatTheJvmRefusesIsLoggedAndDoesNotStopTheStart() throws Exception {
    for (String part : List.of("bootstrap", "jre", "lib")) {
      Files.createSymbolicLink(broken.resolve(part), PACKAGE.resolve(part));
    }
    Files.writeString(broken.resolve("askdocs.aot"), "This is no cache.".repeat(1_000));

    Outcome outcome = nowhere(broken);

    assertTrue(
        outcome.payload().startsWith("{\"statusCode\":404"), () -> outcome + "\n" + logged());
    assertTrue(
        logged().contains("[warning][aot] The AOT cache has a bad magic number"), this::logged);
  }

  @Test
  void theCacheOfTheBuildIsNotRefused() throws Exception {
    Outcome outcome = nowhere(PACKAGE);

    assertTrue(
        outcome.payload().startsWith("{\"statusCode\":404"), () -> outcome + "\n" + logged());
    assertFalse(logged().contains("[aot]"), this::logged);
  }

  /** Asks for a path that there is not: no service is needed for that. */
  private Outcome nowhere(Path code) throws IOException, InterruptedException {
    Template.Function function =
        Template.load(Path.of("template.yaml")).function(StreamPackage.FUNCTION);
    Template.Function there =
        new Template.Function(
            function.name(),
            function.runtime(),
            function.handler(),
            function.memoryMb(),
            function.timeout(),
            code,
            function.snapStart(),
            function.environment());
    ObjectNode event =
        (ObjectNode) new ObjectMapper().readTree(Path.of("events/ask-stream.json").toFile());
    event.put("path", "/nowhere").put("resource", "/nowhere");
    return new Invocation(
            there, LocalResources.ON_DEFAULT_PORTS.environment(function), event.toString())
        .run(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  private String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }
}
