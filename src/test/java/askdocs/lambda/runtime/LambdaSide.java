package askdocs.lambda.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's side of the Runtime API: it keeps each request as it was on the wire. */
final class LambdaSide implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");

  /** Everything that was sent but the waits for events, one connection each. */
  final List<String> sent = new CopyOnWriteArrayList<>();

  private final ServerSocket listening;
  private final Queue<String> events;
  private final int hangUpAfter;

  /**
   * @param hangUpAfter after how many bytes of a response the connection is broken off
   */
  LambdaSide(int hangUpAfter, String... events) throws IOException {
    this.events = new ArrayDeque<>(List.of(events));
    this.hangUpAfter = hangUpAfter;
    listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().start(this::serve);
  }

  LambdaSide(String... events) throws IOException {
    this(Integer.MAX_VALUE, events);
  }

  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** Whether this has arrived already. */
  boolean has(String text) {
    return sent.stream().anyMatch(one -> one.contains(text));
  }

  private void serve() {
    try {
      while (true) {
        try (Socket socket = listening.accept()) {
          serve(socket);
        }
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int place = -1;
    while (!complete(read.toString(StandardCharsets.UTF_8))) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.write(next);
      String text = read.toString(StandardCharsets.UTF_8);
      if (text.startsWith("P")) {
        if (place < 0) {
          place = sent.size();
          sent.add(text);
        }
        sent.set(place, text);
      }
      if (read.size() >= hangUpAfter && text.startsWith("POST")) {
        socket.setSoLinger(true, 0);
        return;
      }
    }
    boolean waits = read.toString(StandardCharsets.UTF_8).startsWith("GET");
    if (!waits) {
      reply(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    } else if (!events.isEmpty()) {
      byte[] event = events.remove().getBytes(StandardCharsets.UTF_8);
      reply(
          socket,
          """
          HTTP/1.1 200 OK
          lambda-runtime-aws-request-id: id-%d
          Lambda-Runtime-Deadline-Ms: 1795370428000
          Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:1:function:Ask
          Lambda-Runtime-Trace-Id: Root=1-6740c2d1
          Content-Length: %d

          """
                  .formatted(events.size(), event.length)
                  .replace("\n", "\r\n")
              + new String(event, StandardCharsets.UTF_8));
    }
  }

  private static void reply(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean complete(String text) {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    if (text.contains("Transfer-Encoding: chunked")) {
      int last = text.indexOf("\r\n0\r\n", head);
      return last >= 0 && text.indexOf("\r\n\r\n", last + 2) >= 0;
    }
    Matcher length = LENGTH.matcher(text);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return text.substring(head + 4).getBytes(StandardCharsets.UTF_8).length >= body;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
