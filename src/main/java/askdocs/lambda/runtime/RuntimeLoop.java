package askdocs.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * Makes a handler and gives it events, one after the other, for as long as there are any.
 *
 * <table>
 *   <caption>How an invocation ends</caption>
 *   <tr><td>a {@link StreamingHandler} wrote</td><td>a streamed response</td></tr>
 *   <tr><td>it failed after its first flush</td><td>the stream's trailers say so</td></tr>
 *   <tr><td>another handler wrote</td><td>one response</td></tr>
 *   <tr><td>a handler failed before anything was sent</td><td>an error of the invocation</td></tr>
 * </table>
 */
public final class RuntimeLoop {
  private static final Logger LOG = System.getLogger(RuntimeLoop.class.getName());

  /** Where the X-Ray and AWS SDKs look for it. */
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private final RuntimeEnvironment environment;
  private final RuntimeApi api;
  private final Clock clock;

  public RuntimeLoop(RuntimeEnvironment environment, Clock clock) {
    this.environment = environment;
    this.api = new RuntimeApi(environment.api());
    this.clock = clock;
  }

  /**
   * Runs until the Runtime API is gone.
   *
   * @throws IOException when it is, or makes no sense
   */
  public void run() throws IOException {
    RequestStreamHandler handler;
    try {
      handler = handler(environment.handler());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable cause =
          e.getCause() != null && e instanceof ReflectiveOperationException ? e.getCause() : e;
      LOG.log(Level.ERROR, "The function cannot start", cause);
      api.failStart(Failure.of(cause));
      throw new IOException("The function cannot start", cause);
    }
    while (true) {
      handle(handler, api.next());
    }
  }

  private static RequestStreamHandler handler(String name) throws ReflectiveOperationException {
    Object made = Class.forName(name.split("::", 2)[0]).getDeclaredConstructor().newInstance();
    if (made instanceof RequestStreamHandler handler) {
      return handler;
    }
    throw new IllegalArgumentException(name + " handles no streams");
  }

  private void handle(RequestStreamHandler handler, Invocation invocation) throws IOException {
    System.setProperty(TRACE, invocation.trace());
    Context context = new InvocationContext(invocation, environment, clock);
    if (handler instanceof StreamingHandler) {
      stream(handler, invocation, context);
    } else {
      respond(handler, invocation, context);
    }
  }

  @SuppressWarnings("IllegalCatch") // Whatever a handler throws belongs to its invocation.
  private void respond(RequestStreamHandler handler, Invocation invocation, Context context)
      throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      handler.handleRequest(invocation.event(), response, context);
    } catch (Throwable e) {
      failed(e);
      accepted(api.fail(invocation.id(), Failure.of(e)));
      endIfBroken(e);
      return;
    }
    accepted(api.respond(invocation.id(), response.toByteArray()));
  }

  @SuppressWarnings("IllegalCatch") // Whatever a handler throws belongs to its invocation.
  private void stream(RequestStreamHandler handler, Invocation invocation, Context context)
      throws IOException {
    StreamedResponse response = api.stream(invocation.id());
    try {
      handler.handleRequest(invocation.event(), response, context);
      accepted(response.end());
    } catch (Throwable e) {
      failed(e);
      fail(invocation, response, Failure.of(e));
      endIfBroken(e);
    } finally {
      response.disconnect();
    }
  }

  /** A connection that is gone takes no trailers; Lambda sees then that the stream broke off. */
  private void fail(Invocation invocation, StreamedResponse response, Failure failure)
      throws IOException {
    if (!response.begun()) {
      accepted(api.fail(invocation.id(), failure));
      return;
    }
    try {
      accepted(response.fail(failure));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The end of a stream could not be told", e);
    }
  }

  private static void failed(Throwable failure) {
    LOG.log(Level.ERROR, "An invocation failed", failure);
  }

  private static void accepted(HttpReply reply) {
    if (!reply.succeeded()) {
      LOG.log(Level.WARNING, "The Runtime API answered {0} to a response", reply.status());
    }
  }

  /** After such an error nothing can be relied on: Lambda starts the function anew. */
  private static void endIfBroken(Throwable failure) {
    if (failure instanceof VirtualMachineError broken) {
      throw broken;
    }
  }
}
