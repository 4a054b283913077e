package askdocs.lambda;

import askdocs.ingest.Hint;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events to hints.
 *
 * <table>
 *   <caption>The events</caption>
 *   <tr><td>S3's notification</td><td>{@code Records}, keys encoded as in forms</td></tr>
 *   <tr><td>S3's event by EventBridge</td><td>{@code source} aws.s3, the key as it is</td></tr>
 * </table>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge
 *     event message structure</a>
 */
final class Hints {
  private static final Logger LOG = System.getLogger(Hints.class.getName());
  private static final Set<String> CHANGES = Set.of("Object Created", "Object Deleted");

  private final String bucket;

  Hints(String bucket) {
    this.bucket = bucket;
  }

  /** The hints of an event; empty for one that is of no concern, as S3's test event is. */
  List<Hint> of(JsonNode event) {
    if (event.path("source").asText().equals("aws.s3")) {
      return bridged(event).stream().toList();
    }
    List<Hint> hints = new ArrayList<>();
    for (JsonNode record : event.path("Records")) {
      notified(record).ifPresent(hints::add);
    }
    return hints;
  }

  private Optional<Hint> bridged(JsonNode event) {
    JsonNode detail = event.path("detail");
    boolean ours =
        isOurs(detail.path("bucket")) && CHANGES.contains(event.path("detail-type").asText());
    return ours
        ? Hint.ofObject(detail.path("object").path("key").asText(), false)
        : Optional.empty();
  }

  private Optional<Hint> notified(JsonNode record) {
    String name = record.path("eventName").asText();
    JsonNode s3 = record.path("s3");
    boolean ours =
        isOurs(s3.path("bucket"))
            && (name.startsWith("ObjectCreated:")
                || name.startsWith("ObjectRemoved:")
                || name.startsWith("LifecycleExpiration:"));
    return ours
        ? decoded(s3.path("object").path("key").asText()).flatMap(key -> Hint.ofObject(key, false))
        : Optional.empty();
  }

  private boolean isOurs(JsonNode named) {
    return named.path("name").asText().equals(bucket);
  }

  /** S3 encodes every key as a form does; what is not so encoded names no object, now or later. */
  private static Optional<String> decoded(String key) {
    try {
      return Optional.of(URLDecoder.decode(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "A record is passed over: its key is not percent-encoded", e);
      return Optional.empty();
    }
  }
}
