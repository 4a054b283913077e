package askdocs.lambda;

import askdocs.ingest.Hint;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * S3's event notifications to hints.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class Hints {
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
        hints.add(new Hint(URLDecoder.decode(key, StandardCharsets.UTF_8), false));
      }
    }
    return hints;
  }
}
