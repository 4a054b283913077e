package askdocs.lambda;

import askdocs.lambda.runtime.RuntimeLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * The main class of a function that brings its own JVM: {@code bootstrap} in its package starts it.
 */
public final class Bootstrap {
  private static final Logger LOG = System.getLogger(Bootstrap.class.getName());

  private Bootstrap() {}

  /** Handles events until Lambda ends the process. */
  public static void main(String[] arguments) {
    JsonLogs.install();
    try {
      new RuntimeLoop(Settings.runtimeEnvironment(), Clock.systemUTC()).run();
    } catch (IOException e) {
      LOG.log(Level.INFO, "The runtime ends: {0}", e.getMessage());
      System.exit(1);
    }
  }
}
