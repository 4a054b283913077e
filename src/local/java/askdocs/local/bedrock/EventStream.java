package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Writes {@code application/vnd.amazon.eventstream}. Each event has a member {@code p} of random
 * length, as Bedrock's have: the lengths of encrypted packets shall not tell what was said.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">Its specification</a>
 */
final class EventStream {
  static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final OutputStream out;
  private final SplittableRandom random;

  EventStream(OutputStream out, SplittableRandom random) {
    this.out = out;
    this.random = random;
  }

  /** Sends an event of this type. */
  void event(String type, ObjectNode content) throws IOException {
    content.put("p", PADDING.substring(0, random.nextInt(1, PADDING.length() + 1)));
    send(":event-type", type, "event", content);
  }

  /** Sends an error in the stream, after which there is nothing. */
  void exception(Refused refused) throws IOException {
    String name = refused.type().wireName();
    ObjectNode content = Json.object().put("message", refused.getMessage());
    refused.details().forEach((key, value) -> content.set(key, Json.MAPPER.valueToTree(value)));
    send(
        ":exception-type",
        name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1),
        "exception",
        content);
  }

  private void send(String typeHeader, String type, String messageType, ObjectNode content)
      throws IOException {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(typeHeader, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    new Message(headers, Json.bytes(content)).encode(out);
    out.flush();
  }
}
