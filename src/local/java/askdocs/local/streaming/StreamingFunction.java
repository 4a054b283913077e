package askdocs.local.streaming;

import askdocs.lambda.AskStreamFunction;
import askdocs.lambda.Bootstrap;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** AskStreamFunction in its own runtime, in a process of its own. */
final class StreamingFunction implements AutoCloseable {
  private final Process process;

  private StreamingFunction(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param runtimeApi host and port of the Runtime API that it asks for events
   * @param upstreams variables that lead it to its upstreams
   * @param log takes its output
   */
  static StreamingFunction start(String runtimeApi, Map<String, String> upstreams, Path log)
      throws IOException {
    Template.Function function =
        Template.load(Path.of("template.yaml")).function("AskStreamFunction");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + function.memoryMb() * 80 / 100 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/classes"
                    + File.pathSeparator
                    + Files.readString(Path.of("target/functions.classpath")).strip(),
                Bootstrap.class.getName()));
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
    variables.putAll(LocalResources.ON_DEFAULT_PORTS.environment(function));
    variables.putAll(upstreams);
    variables.put("LANG", "C.UTF-8");
    variables.put("_HANDLER", AskStreamFunction.class.getName());
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new StreamingFunction(builder.start());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
