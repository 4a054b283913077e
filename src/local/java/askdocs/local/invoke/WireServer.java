package askdocs.local.invoke;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A small HTTP server on loopback that sees what is on the wire. */
final class WireServer implements AutoCloseable {
  /**
   * What is answered.
   *
   * @param headers beside Content-Length
   */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), new byte[0]);
    }
  }

  /** Answers requests; it may take its time. */
  interface Service {
    /** Called as each chunk of a request comes. */
    default void chunk(byte[] chunk) {}

    /** The answer; nothing closes the connection. */
    Optional<Reply> answer(WireRequest request);
  }

  private final ServerSocket listening;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  WireServer(Service service) throws IOException {
    this.service = service;
    this.listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().name("wire-server").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Optional<WireRequest> request = WireRequest.read(in, service::chunk);
        Optional<Reply> reply = request.flatMap(service::answer);
        if (reply.isEmpty()) {
          return;
        }
        write(socket.getOutputStream(), reply.get());
        if (request.get().header("Connection").orElse("").equalsIgnoreCase("close")) {
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone; what it had said was told.
    } finally {
      open.remove(socket);
    }
  }

  private static void write(OutputStream out, Reply reply) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Answered\r\n");
    reply
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(reply.body());
    out.flush();
  }

  /** Closes all connections, those that wait for an answer too. */
  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      // They are closed.
    }
  }
}
