package askdocs.local.gateway;

import askdocs.local.functions.FunctionFailure;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * API Gateway's REST API on loopback: each request becomes a proxy event, each answer a response.
 *
 * <p>It plays the authorizer: the headers {@code x-local-caller} and {@code x-local-groups} become
 * the verified claims of the request; without them the caller is the API key with the id {@code
 * local}. What the gateway answers by itself has the API's problem shape.
 */
public final class LocalGateway implements AutoCloseable {
  /** How long API Gateway waits for a function. */
  public static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

  private static final Logger LOG = System.getLogger(LocalGateway.class.getName());
  private static final int BODY_LIMIT = 10 << 20;
  private static final Duration READING = Duration.ofSeconds(30);

  /** Those that belong to the connection, and are the server's own. */
  static final Set<String> CONNECTION =
      Set.of("connection", "content-length", "date", "transfer-encoding");

  static {
    // Read once by the JDK, in seconds; without them a client may keep a connection for ever.
    setDefault("sun.net.httpserver.maxReqTime", "60");
    setDefault("sun.net.httpserver.maxRspTime", "120");
    setDefault("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<Route> routes;
  private final Duration timeout;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway-deadlines").factory());

  private LocalGateway(HttpServer server, List<Route> routes, Duration timeout) {
    this.server = server;
    this.routes = List.copyOf(routes);
    this.timeout = timeout;
  }

  /**
   * Starts it.
   *
   * @param port the port on 127.0.0.1; 0 for a free one
   * @param routes the first that fits answers
   * @param timeout how long a function may take
   * @throws IOException if the port is taken
   */
  public static LocalGateway start(int port, List<Route> routes, Duration timeout)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    LocalGateway gateway = new LocalGateway(server, routes, timeout);
    server.setExecutor(gateway.requests);
    server.createContext("/", gateway::serve);
    server.start();
    return gateway;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Whatever is thrown from here ends the connection: what was begun then has no end. */
  private void serve(HttpExchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    try {
      Optional<ProxyResponse> answer = answer(exchange, requestId);
      if (answer.isPresent()) {
        send(exchange, requestId, answer.get());
      }
      exchange.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The client hung up, or a stream broke off", e);
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The gateway failed at " + exchange.getRequestURI(), e);
      throw e;
    }
  }

  /** The answer; nothing if it has been streamed already. */
  private Optional<ProxyResponse> answer(HttpExchange exchange, String requestId)
      throws IOException {
    Instant received = Instant.now();
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    Set<String> allowed =
        routes.stream()
            .filter(route -> route.matches(path).isPresent())
            .map(Route::method)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    if (allowed.isEmpty()) {
      return Optional.of(
          problem(requestId, 404, "Not Found", "not-found", "There is nothing at " + path));
    }
    Optional<Route> route =
        routes.stream()
            .filter(one -> one.method().equals(method) && one.matches(path).isPresent())
            .findFirst();
    if (route.isEmpty()) {
      ProxyResponse problem =
          problem(
              requestId,
              405,
              "Method Not Allowed",
              "method-not-allowed",
              path + " does not take " + method);
      problem.headers().put("Allow", List.of(String.join(", ", allowed)));
      return Optional.of(problem);
    }
    Optional<byte[]> body = read(exchange);
    if (body.isEmpty()) {
      return Optional.of(
          problem(requestId, 413, "Content Too Large", "too-large", "A request has 10 MB at most"));
    }
    ProxyRequest request =
        new ProxyRequest(
            requestId,
            method,
            route.get().resource(),
            path,
            route.get().matches(path).orElseThrow(),
            Optional.ofNullable(exchange.getRequestURI().getRawQuery()),
            headers(exchange),
            body.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).filter(b -> !b.isEmpty()),
            received);
    return route.get().streamed()
        ? stream(exchange, route.get(), request)
        : Optional.of(invoke(route.get(), request));
  }

  /** Nothing once the answer has been passed on. */
  private static Optional<ProxyResponse> stream(
      HttpExchange exchange, Route route, ProxyRequest request) throws IOException {
    StreamedResponse response = new StreamedResponse(exchange, request.requestId());
    try {
      route.function().stream(request.toEvent(), response);
      if (response.begun()) {
        response.close();
        return Optional.empty();
      }
      LOG.log(Level.WARNING, "Malformed streamed response to {0}", request.path());
    } catch (FunctionFailure e) {
      LOG.log(Level.WARNING, "{0} failed: {1}: {2}", request.path(), e.type(), e.getMessage());
      if (response.begun()) {
        throw new IOException("A streamed answer broke off", e);
      }
    }
    return Optional.of(badGateway(request.requestId()));
  }

  /** The body; nothing if it is too large, and then only as much was read as shows that. */
  private Optional<byte[]> read(HttpExchange exchange) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && Long.parseLong(length) > BODY_LIMIT) {
      return Optional.empty();
    }
    ScheduledFuture<?> deadline =
        deadlines.schedule(exchange::close, READING.toMillis(), TimeUnit.MILLISECONDS);
    try {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
      return body.length > BODY_LIMIT ? Optional.empty() : Optional.of(body);
    } finally {
      deadline.cancel(false);
    }
  }

  private ProxyResponse invoke(Route route, ProxyRequest request) {
    Future<String> answer = requests.submit(() -> route.function().invoke(request.toEvent()));
    try {
      return ProxyResponse.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS))
          .orElseGet(() -> {
            LOG.log(Level.WARNING, "Malformed proxy response to {0}", request.path());
            return badGateway(request.requestId());
          });
    } catch (TimeoutException e) {
      answer.cancel(true);
      return problem(
          request.requestId(),
          504,
          "Gateway Timeout",
          "timeout",
          "No answer within " + timeout.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof FunctionFailure failure
              ? failure.type() + ": " + failure.getMessage()
              : String.valueOf(e.getCause());
      LOG.log(Level.WARNING, "{0} failed: {1}", request.path(), why);
      return badGateway(request.requestId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return badGateway(request.requestId());
    }
  }

  private static ProxyResponse badGateway(String requestId) {
    return problem(requestId, 502, "Bad Gateway", "internal", "Something went wrong here");
  }

  private static ProxyResponse problem(
      String requestId, int status, String title, String code, String detail) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("code", code);
    problem.put("requestId", requestId);
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", List.of("application/problem+json"));
    return new ProxyResponse(status, headers, problem.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, String requestId, ProxyResponse response)
      throws IOException {
    response
        .headers()
        .forEach((name, values) -> {
          if (!CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    if (response.status() == 413) {
      // What is left of the request is not worth reading.
      exchange.getResponseHeaders().set("Connection", "close");
    }
    boolean empty = response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(response.body());
      }
    }
  }

  /**
   * As clients mostly write them, as {@code Content-Type}, and with those that the gateway adds.
   */
  private static Map<String, List<String>> headers(HttpExchange exchange) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers.put(capitalized(name), values.stream().map(LocalGateway::utf8).toList()));
    headers.put("X-Forwarded-For", List.of("127.0.0.1"));
    headers.put(
        "X-Forwarded-Port", List.of(Integer.toString(exchange.getLocalAddress().getPort())));
    headers.put("X-Forwarded-Proto", List.of("http"));
    return new LinkedHashMap<>(headers);
  }

  private static String capitalized(String name) {
    return java.util.Arrays.stream(name.split("-", -1))
        .map(part ->
            part.isEmpty()
                ? part
                : part.substring(0, 1).toUpperCase(Locale.ROOT)
                    + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("-"));
  }

  /** The server reads each byte as a character; clients send UTF-8. */
  private static String utf8(String value) {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    requests.shutdownNow();
    deadlines.shutdownNow();
  }
}
