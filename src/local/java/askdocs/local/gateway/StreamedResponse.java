package askdocs.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Passes on what a function streams: the JSON of status and headers, eight NUL bytes, the body as
 * it comes.
 */
final class StreamedResponse extends OutputStream {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NULS = 8;

  /** The longest head that API Gateway takes. */
  private static final int LONGEST_HEAD = 16 * 1024;

  private final HttpExchange exchange;
  private final String requestId;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private int nuls;

  StreamedResponse(HttpExchange exchange, String requestId) {
    this.exchange = exchange;
    this.requestId = requestId;
  }

  /** Whether the head has been passed on. */
  boolean begun() {
    return nuls == NULS;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (!begun() && at < end) {
      byte next = bytes[at];
      at++;
      if (next == 0) {
        nuls++;
        if (begun()) {
          begin();
        }
      } else if (nuls > 0 || head.size() == LONGEST_HEAD) {
        throw new IOException("A streamed response begins with JSON and eight NUL bytes");
      } else {
        head.write(next);
      }
    }
    if (at < end) {
      exchange.getResponseBody().write(bytes, at, end - at);
    }
  }

  private void begin() throws IOException {
    JsonNode response = JSON.readTree(head.toString(StandardCharsets.UTF_8));
    response
        .path("headers")
        .properties()
        .forEach(header -> {
          if (!LocalGateway.CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(header.getKey(), List.of(header.getValue().asText()));
          }
        });
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    exchange.sendResponseHeaders(response.path("statusCode").asInt(200), 0);
  }

  @Override
  public void flush() throws IOException {
    if (begun()) {
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() throws IOException {
    exchange.getResponseBody().close();
  }
}
