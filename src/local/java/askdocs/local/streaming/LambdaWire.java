package askdocs.local.streaming;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of the Runtime API for a function that streams: it hands out events one by one, and
 * keeps each response as it was on the wire.
 */
final class LambdaWire implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int NULS = 8;

  private final ServerSocket listening;
  private final BlockingQueue<Asked> events = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Response> responses = new ArrayBlockingQueue<>(1);
  private Asked current = new Asked("", new HeardAnswer(), false);
  private long handedOut;

  /** An event, who hears its answer, and whether the connection is broken at its first text. */
  private record Asked(String event, HeardAnswer heard, boolean breaks) {}

  /**
   * A response.
   *
   * @param wire all of the request that brought it
   * @param handedOut when the function was given the event, by {@link System#nanoTime}
   */
  record Response(String wire, long handedOut) {}

  LambdaWire() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofPlatform().daemon().name("lambda-wire").start(this::accept);
  }

  /** As AWS_LAMBDA_RUNTIME_API has it. */
  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** Has the function answer an event, and waits for the end of its response. */
  Response answer(String event, HeardAnswer heard, boolean breaks)
      throws IOException, InterruptedException {
    events.put(new Asked(event, heard, breaks));
    Response response = responses.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    if (response == null) {
      throw new IOException("The function has not answered");
    }
    return response;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setTcpNoDelay(true);
        serve(socket);
      } catch (IOException e) {
        // A connection that breaks off, or the end.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    Recorded in = new Recorded(new BufferedInputStream(socket.getInputStream()));
    String head = line(in);
    long length = 0;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      if (field.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Long.parseLong(field.substring("content-length: ".length()));
      }
    }
    if (head.startsWith("GET ")) {
      current = events.take();
      handedOut = System.nanoTime();
      reply(socket, current.event());
      return;
    }
    try {
      if (length > 0) {
        in.readNBytes((int) length);
      } else {
        chunks(in, socket);
      }
    } finally {
      responses.put(new Response(in.text(), handedOut));
    }
    write(socket.getOutputStream(), "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
  }

  private void chunks(InputStream in, Socket socket) throws IOException {
    int nuls = 0;
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      for (byte octet : in.readNBytes(size)) {
        if (nuls == NULS) {
          current.heard().write(octet);
        } else if (octet == 0) {
          nuls++;
        }
      }
      line(in);
      if (current.breaks() && !current.heard().events("text").isEmpty()) {
        socket.setSoLinger(true, 0);
        throw new EOFException("Broken off, as was asked for");
      }
    }
    while (!line(in).isEmpty()) {
      // A trailer.
    }
  }

  private static void reply(Socket socket, String event) throws IOException {
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    write(
        socket.getOutputStream(),
        """
        HTTP/1.1 200 OK
        Lambda-Runtime-Aws-Request-Id: %s
        Lambda-Runtime-Deadline-Ms: %d
        Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:000000000000:function:Ask
        Content-Type: application/json
        Content-Length: %d

        """
                .formatted(
                    UUID.randomUUID(), Instant.now().plus(TIMEOUT).toEpochMilli(), body.length)
                .replace("\n", "\r\n")
            + event);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The request broke off");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Keeps what is read through it. */
  private static final class Recorded extends FilterInputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Recorded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0) {
        read.write(next);
      }
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        read.write(bytes, offset, count);
      }
      return count;
    }

    String text() {
      return read.toString(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
