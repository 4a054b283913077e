package askdocs.local.functions;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Something that can be invoked as a Lambda function is. */
@FunctionalInterface
public interface LambdaFunction {
  /**
   * Invokes it and waits.
   *
   * @param event the event's JSON
   * @return the answer's JSON
   * @throws FunctionFailure if it failed, took too long or its process ended
   */
  String invoke(String event) throws FunctionFailure;

  /**
   * Invokes it and copies its answer as it comes.
   *
   * @param out takes the answer, flushed piece by piece; if it throws, the function is told that
   *     nobody reads any more
   * @throws FunctionFailure if it failed, took too long or its process ended
   */
  default void stream(String event, OutputStream out) throws FunctionFailure, IOException {
    out.write(invoke(event).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
