package askdocs.local.chaos;

import askdocs.local.LocalStack;
import askdocs.local.template.Template;
import askdocs.local.tools.Reconcile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * scripts/reconcile on a local stack, in a JVM of its own with the memory that the script gives it.
 */
public final class ReconcileProcess {
  private ReconcileProcess() {}

  /**
   * Starts it.
   *
   * @param log what it prints
   */
  public static Process start(LocalStack stack, Path log) throws IOException {
    return start(stack, log, Map.of());
  }

  /**
   * Starts it with variables in place of the stack's own.
   *
   * @param log what it prints
   */
  public static Process start(LocalStack stack, Path log, Map<String, String> instead)
      throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Reconcile.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command
        .environment()
        .putAll(
            stack
                .resources()
                .environment(
                    Template.load(Path.of("template.yaml")).function("ReconcileFunction")));
    command.environment().putAll(instead);
    return command.start();
  }
}
