package askdocs.lambda.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The function's side of Lambda's Runtime API.
 *
 * <p>Over plain sockets: the JDK's HTTP clients send no trailers, which is how a stream says that
 * it failed. Each request has a connection of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">The Runtime API</a>
 */
final class RuntimeApi {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int CONNECT_MILLIS = 5_000;

  /** To a response the API answers at once; an event may be long in coming. */
  private static final int ANSWER_MILLIS = 10_000;

  private final String host;
  private final InetSocketAddress address;

  /** The API at this host and port, as AWS_LAMBDA_RUNTIME_API names it. */
  RuntimeApi(String host) {
    URI uri = URI.create("http://" + host);
    this.host = host;
    this.address = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
  }

  /** Waits for the next event, for as long as it takes. */
  Invocation next() throws IOException {
    HttpReply reply = exchange("GET", "invocation/next", "", new byte[0]);
    if (!reply.succeeded()) {
      throw new IOException("The Runtime API answered " + reply.status() + " to a wait for events");
    }
    return new Invocation(
        required(reply, "Lambda-Runtime-Aws-Request-Id"),
        reply.body(),
        Instant.ofEpochMilli(Long.parseLong(required(reply, "Lambda-Runtime-Deadline-Ms"))),
        reply.header("Lambda-Runtime-Invoked-Function-Arn").orElse(""),
        reply.header("Lambda-Runtime-Trace-Id").orElse(""));
  }

  private static String required(HttpReply reply, String name) throws IOException {
    return reply.header(name).orElseThrow(() -> new IOException("An event has no " + name));
  }

  /** Answers an event at once. */
  HttpReply respond(String id, byte[] body) throws IOException {
    return exchange(
        "POST", "invocation/" + id + "/response", "Content-Type: application/json\r\n", body);
  }

  /** Answers an event piece by piece. */
  StreamedResponse stream(String id) {
    return new StreamedResponse(this::connect, ROOT + "invocation/" + id + "/response", host);
  }

  /** Says that an event could not be handled; only as long as nothing of a response was sent. */
  HttpReply fail(String id, Failure failure) throws IOException {
    return failed("invocation/" + id + "/error", failure);
  }

  /** Says that the function could not be started. */
  HttpReply failStart(Failure failure) throws IOException {
    return failed("init/error", failure);
  }

  private HttpReply failed(String path, Failure failure) throws IOException {
    return exchange(
        "POST",
        path,
        "Content-Type: application/vnd.aws.lambda.error+json\r\n"
            + "Lambda-Runtime-Function-Error-Type: "
            + failure.type()
            + "\r\n",
        failure.json());
  }

  private HttpReply exchange(String method, String path, String headers, byte[] body)
      throws IOException {
    String head =
        method
            + " "
            + ROOT
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: askdocs-runtime\r\n"
            + headers
            + (method.equals("POST") ? "Content-Length: " + body.length + "\r\n" : "")
            + "Connection: close\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    try (Socket socket = connect()) {
      if (method.equals("GET")) {
        socket.setSoTimeout(0);
      }
      socket.getOutputStream().write(request.toByteArray());
      return HttpReply.read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.connect(address, CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
