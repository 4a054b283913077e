package askdocs.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;

/**
 * What Lambda says of the function that runs here.
 *
 * @param api host and port of the Runtime API
 * @param handler the handler, {@code class::method}
 * @param functionName the function's name
 * @param functionVersion its version
 * @param memoryMb its memory in MB
 * @param logGroup where its logs go
 * @param logStream where in that group
 */
public record RuntimeEnvironment(
    String api,
    String handler,
    String functionName,
    String functionVersion,
    int memoryMb,
    String logGroup,
    String logStream) {
  /** What a handler is told that is asked without Lambda. */
  public Context context(String requestId, Instant deadline, Clock clock) {
    return new InvocationContext(
        new Invocation(requestId, InputStream.nullInputStream(), deadline, "", ""), this, clock);
  }
}
