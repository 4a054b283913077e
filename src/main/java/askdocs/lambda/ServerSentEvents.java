package askdocs.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A response of Server-Sent Events, in Lambda's form for responses that are streamed.
 *
 * <p>Nothing is sent before the first event, so that until then the answer can still be another
 * status. From then on a comment is sent whenever nothing else was for a while, so that nobody on
 * the way takes the stream for dead.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class ServerSentEvents implements AutoCloseable {
  /** How long it is silent at most; API Gateway gives up after 30 seconds (edge) or 5 minutes. */
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final byte[] NULS = new byte[8];

  private final OutputStream out;
  private final Map<String, String> headers;
  private final Duration heartbeat;
  private final Thread server = Thread.currentThread();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean begun;
  private boolean closed;
  private boolean gone;

  /**
   * @param headers what its response has beside its type
   */
  ServerSentEvents(OutputStream out, Map<String, String> headers, Duration heartbeat) {
    this.out = out;
    this.headers = new TreeMap<>(headers);
    this.headers.put("Content-Type", "text/event-stream; charset=utf-8");
    this.headers.put("Cache-Control", "no-store");
    this.heartbeat = heartbeat;
  }

  /**
   * Sends an event.
   *
   * @throws ReaderGoneException if nobody reads any more
   */
  void send(String name, JsonNode data) {
    // JSON as it is written here has no line feed.
    write("event: " + name + "\ndata: " + Json.write(data) + "\n\n");
  }

  /** Ends it with the event {@code done}, or with the error: an event, or the response itself. */
  void end(APIGatewayProxyResponseEvent response) throws IOException {
    lock.lock();
    try {
      if (gone) {
        return;
      }
      if (!begun && response.getStatusCode() != 200) {
        begun = true;
        writeHead(response.getStatusCode(), response.getHeaders());
        out.write(response.getBody().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      String name = response.getStatusCode() == 200 ? "done" : "error";
      write("event: " + name + "\ndata: " + response.getBody() + "\n\n");
    } catch (ReaderGoneException e) {
      // It was the last that there was to say.
    }
  }

  private void write(String text) {
    lock.lock();
    try {
      if (gone) {
        throw new ReaderGoneException();
      }
      if (!begun) {
        begun = true;
        writeHead(200, headers);
        Thread.ofVirtual().name("heartbeat").start(this::beat);
      }
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      gone = true;
      throw new ReaderGoneException(e);
    } finally {
      lock.unlock();
    }
  }

  private void writeHead(int status, Map<String, String> headers) throws IOException {
    ObjectNode head = Json.STRICT.createObjectNode().put("statusCode", status);
    ObjectNode fields = head.putObject("headers");
    headers.forEach(fields::put);
    out.write(Json.write(head).getBytes(StandardCharsets.UTF_8));
    out.write(NULS);
  }

  /** Whoever waits for a model that is silent learns so, too, that the reader has gone. */
  private void beat() {
    lock.lock();
    try {
      while (!closed && !gone) {
        if (closing.await(heartbeat.toNanos(), TimeUnit.NANOSECONDS)) {
          continue;
        }
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      gone = true;
      server.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody reads any more, as far as that is known. */
  boolean gone() {
    lock.lock();
    try {
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the heartbeat. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    if (gone()) {
      // The interrupt was for this request; the thread goes on to the next.
      var _ = Thread.interrupted();
    }
  }
}
