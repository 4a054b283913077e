package askdocs.local.tools;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.IntSupplier;

/** How a command ends. */
final class Commands {
  /** What did not come to a result; the JVM's own status for it, 1, is a result here. */
  private static final int NOT_POSSIBLE = 2;

  private Commands() {}

  /** A failure in words: what failed, and why where that is known. */
  static String reason(Exception failure) {
    return failure.getMessage()
        + Optional.ofNullable(failure.getCause())
            .map(cause -> ": " + cause.getMessage())
            .orElse("");
  }

  /** Runs the command and ends the JVM with its status, all of its output written. */
  @SuppressWarnings("IllegalCatch")
  static void exit(IntSupplier command, PrintStream out) {
    int status = NOT_POSSIBLE;
    try {
      status = command.getAsInt();
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    }
    out.flush();
    System.exit(status);
  }
}
