package askdocs.local.functions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The main class of a process that runs Lambda handlers: the sandbox of the local stack.
 *
 * <p>It prints {@code READY http://127.0.0.1:PORT}, serves {@code POST /invoke?handler=CLASS} until
 * its standard input ends, and reads its settings from what Lambda sets in the environment:
 * AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_FUNCTION_MEMORY_SIZE (MB). Its argument is the time that an
 * invocation may take, as {@code PT29S}. An error is answered with status 500 and Lambda's {@code
 * {"errorMessage", "errorType"}}, and logged on standard error.
 */
public final class FunctionHost {
  private final Handlers handlers = new Handlers();
  private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration timeout;
  private final String name;
  private final int memoryMb;

  private FunctionHost(Duration timeout, String name, int memoryMb) {
    this.timeout = timeout;
    this.name = name;
    this.memoryMb = memoryMb;
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    FunctionHost host =
        new FunctionHost(
            Duration.parse(args[0]),
            System.getenv("AWS_LAMBDA_FUNCTION_NAME"),
            Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/invoke", host::serve);
    server.start();
    System.out.println("READY http://127.0.0.1:" + server.getAddress().getPort());
    System.out.flush();
    InputStream parent = System.in;
    while (parent.read() >= 0) {
      // Only its end says something: that the parent is gone.
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    String handler =
        URLDecoder.decode(query.substring("handler=".length()), StandardCharsets.UTF_8);
    Answer answer = new Answer(exchange);
    Optional<byte[]> failure = invoke(handler, event, answer);
    if (failure.isEmpty()) {
      answer.close();
    } else if (answer.begun()) {
      // Closing would give it an end; what is thrown ends the connection.
      throw new IOException("An answer broke off");
    } else {
      exchange.sendResponseHeaders(500, failure.get().length);
      exchange.getResponseBody().write(failure.get());
    }
    exchange.close();
  }

  /** An answer that goes out as it is flushed, and begins with the first that there is of it. */
  private static final class Answer extends OutputStream {
    private final HttpExchange exchange;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean begun;

    Answer(HttpExchange exchange) {
      this.exchange = exchange;
    }

    boolean begun() {
      return begun;
    }

    @Override
    public void write(int octet) {
      pending.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      pending.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (pending.size() == 0) {
        return;
      }
      if (!begun) {
        begun = true;
        exchange.sendResponseHeaders(200, 0);
      }
      pending.writeTo(exchange.getResponseBody());
      pending.reset();
      exchange.getResponseBody().flush();
    }

    /** Ends it; one that never was flushed goes out whole. */
    @Override
    public void close() throws IOException {
      if (!begun) {
        exchange.sendResponseHeaders(200, pending.size() == 0 ? -1 : pending.size());
        pending.writeTo(exchange.getResponseBody());
      } else {
        flush();
      }
      exchange.getResponseBody().close();
    }
  }

  /** What went wrong, as the JSON of an error. */
  private Optional<byte[]> invoke(String handler, byte[] event, Answer out) {
    String requestId = UUID.randomUUID().toString();
    Clock clock = Clock.systemUTC();
    FunctionContext context =
        new FunctionContext(requestId, name, memoryMb, clock.instant().plus(timeout), clock);
    Future<?> answer =
        invocations.submit(() -> {
          handlers.named(handler).handle(event, out, context);
          return out;
        });
    try {
      answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      answer.cancel(true);
      String message =
          requestId + " Task timed out after " + timeout.toMillis() / 1000.0 + " seconds";
      System.err.println(message);
      return error("Sandbox.Timedout", message);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      synchronized (System.err) {
        System.err.println(requestId + " " + handler + " failed");
        cause.printStackTrace();
      }
      return error(cause.getClass().getName(), String.valueOf(cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error("Runtime.ExitError", "Interrupted");
    }
  }

  private static Optional<byte[]> error(String type, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("errorMessage", message);
    error.put("errorType", type);
    return Optional.of(error.toString().getBytes(StandardCharsets.UTF_8));
  }
}
