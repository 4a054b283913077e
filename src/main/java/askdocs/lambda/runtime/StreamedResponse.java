package askdocs.lambda.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A response that goes out piece by piece: each flush sends a chunk.
 *
 * <pre>
 * POST /2018-06-01/runtime/invocation/{id}/response
 * Lambda-Runtime-Function-Response-Mode: streaming
 * Transfer-Encoding: chunked
 * Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body
 *
 * chunks, the last of no bytes, and where it failed the two trailers
 * </pre>
 *
 * <p>Nothing is sent before the first flush of something, so that until then another answer can be
 * given. The connection is closed after it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Building a
 *     custom runtime, response streaming</a>
 */
final class StreamedResponse extends OutputStream {
  private static final int LARGEST_CHUNK = 16 * 1024;
  private static final byte[] LINE = {'\r', '\n'};

  /** Opens a connection to the Runtime API. */
  @FunctionalInterface
  interface Connecting {
    Socket connect() throws IOException;
  }

  private final Connecting connecting;
  private final String head;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private Optional<Socket> connection = Optional.empty();

  StreamedResponse(Connecting connecting, String path, String host) {
    this.connecting = connecting;
    this.head =
        """
        POST %s HTTP/1.1
        Host: %s
        User-Agent: askdocs-runtime
        Content-Type: application/vnd.awslambda.http-integration-response
        Lambda-Runtime-Function-Response-Mode: streaming
        Transfer-Encoding: chunked
        Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body
        Connection: close

        """
            .formatted(path, host)
            .replace("\n", "\r\n");
  }

  /** Whether something has been sent. */
  boolean begun() {
    return connection.isPresent();
  }

  @Override
  public void write(int octet) throws IOException {
    pending.write(octet);
    sendIfLarge();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    pending.write(bytes, offset, length);
    sendIfLarge();
  }

  private void sendIfLarge() throws IOException {
    if (pending.size() >= LARGEST_CHUNK) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(pending.size() + 16);
    chunk.writeBytes(Integer.toHexString(pending.size()).getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(LINE);
    pending.writeTo(chunk);
    chunk.writeBytes(LINE);
    pending.reset();
    send(chunk.toByteArray());
  }

  /** Ends it well. */
  HttpReply end() throws IOException {
    flush();
    return finish("");
  }

  /** Ends it as one that broke off; to be called only once something has been sent. */
  HttpReply fail(Failure failure) throws IOException {
    flush();
    return finish(
        "Lambda-Runtime-Function-Error-Type: "
            + failure.type()
            + "\r\nLambda-Runtime-Function-Error-Body: "
            + Base64.getEncoder().encodeToString(failure.json())
            + "\r\n");
  }

  private HttpReply finish(String trailers) throws IOException {
    Socket socket = send(("0\r\n" + trailers + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return HttpReply.read(new BufferedInputStream(socket.getInputStream()));
  }

  private Socket send(byte[] bytes) throws IOException {
    if (connection.isPresent()) {
      Socket socket = connection.get();
      socket.getOutputStream().write(bytes);
      return socket;
    }
    Socket socket = connecting.connect();
    connection = Optional.of(socket);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    first.writeBytes(bytes);
    socket.getOutputStream().write(first.toByteArray());
    return socket;
  }

  /** Closes the connection, whether or not the response has ended. */
  void disconnect() throws IOException {
    if (connection.isPresent()) {
      connection.get().close();
    }
  }
}
