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

/**
 * S3's event notifications to hints.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class Hints {
  private static final Logger LOG = System.getLogger(Hints.class.getName());

  private final String bucket;

  Hints(String bucket) {
    this.bucket = bucket;
  }

  /** The hints of a notification; empty for one that is of no concern, as S3's test event is. */
  List<Hint> of(JsonNode notification) {
    List<Hint> hints = new ArrayList<>();
    for (JsonNode record : notification.path("Records")) {
      String name = record.path("eventName").asText();
      JsonNode s3 = record.path("s3");
      String key = s3.path("object").path("key").asText();
      boolean ours =
          s3.path("bucket").path("name").asText().equals(bucket)
              && (name.startsWith("ObjectCreated:")
                  || name.startsWith("ObjectRemoved:")
                  || name.startsWith("LifecycleExpiration:"));
      if (ours && !key.isEmpty()) {
        decoded(key).ifPresent(decoded -> hints.add(new Hint(decoded, false)));
      }
    }
    return hints;
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
