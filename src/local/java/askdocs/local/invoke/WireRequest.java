package askdocs.local.invoke;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request, read off the wire with its trailers, which the JDK's server does not show.
 *
 * @param body its bytes, as far as they came
 * @param trailers by their names, as the headers; empty unless it came in chunks
 * @param complete whether it came to its end
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, chunked transfer</a>
 */
record WireRequest(
    String method,
    String path,
    Map<String, String> headers,
    byte[] body,
    Map<String, String> trailers,
    boolean complete) {

  /** Told of each chunk as it comes. */
  @FunctionalInterface
  interface Chunks {
    void came(byte[] chunk);
  }

  /** Reads the next one; nothing if the connection is at its end. */
  static Optional<WireRequest> read(InputStream in, Chunks chunks) throws IOException {
    Optional<String> first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = first.get().split(" ", 3);
    Map<String, String> headers = fields(in);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Map<String, String> trailers = Map.of();
    boolean complete = true;
    try {
      if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
        trailers = chunked(in, body, chunks);
      } else {
        body.writeBytes(exactly(in, Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
      }
    } catch (IOException e) {
      complete = false;
    }
    return Optional.of(
        new WireRequest(parts[0], parts[1], headers, body.toByteArray(), trailers, complete));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Map<String, String> chunked(
      InputStream in, ByteArrayOutputStream body, Chunks chunks) throws IOException {
    while (true) {
      int size = Integer.parseInt(required(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        return fields(in);
      }
      byte[] chunk = exactly(in, size);
      body.writeBytes(chunk);
      chunks.came(chunk);
      required(in);
    }
  }

  private static Map<String, String> fields(InputStream in) throws IOException {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String field = required(in); !field.isEmpty(); field = required(in)) {
      int colon = field.indexOf(':');
      fields.put(field.substring(0, colon).strip(), field.substring(colon + 1).strip());
    }
    return fields;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The request broke off");
    }
    return bytes;
  }

  private static String required(InputStream in) throws IOException {
    return line(in).orElseThrow(() -> new EOFException("The request broke off"));
  }

  /** A line without its end; nothing at the connection's end. */
  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("The request broke off");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
  }
}
