package askdocs.local.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the notifications that S3 sends for a bucket's objects.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">
 *     Event message structure</a>
 */
public final class ObjectEvents {
  /** The region that the stand-ins pretend to be in. */
  public static final String REGION = "us-east-1";

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(java.time.ZoneOffset.UTC);

  private final Clock clock;
  private final AtomicLong sequence = new AtomicLong();

  /** Writes events at this clock's times, and sequencers that rise with it. */
  public ObjectEvents(Clock clock) {
    this.clock = clock;
  }

  /**
   * An object was written.
   *
   * @param how what follows {@code ObjectCreated:}, as {@code Put} or {@code Copy}
   * @param bytes the object's size
   * @param eTag its entity tag, quoted or not
   */
  public String created(String how, String bucket, String key, long bytes, String eTag) {
    ObjectNode object = object(key);
    object.put("size", bytes);
    object.put("eTag", eTag.replace("\"", ""));
    return notification("ObjectCreated:" + how, bucket, object);
  }

  /** An object was deleted. */
  public String removed(String bucket, String key) {
    return notification("ObjectRemoved:Delete", bucket, object(key));
  }

  /** The message that S3 sends once when notifications are set up: it has no records. */
  public String test(String bucket) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("Service", "Amazon S3");
    message.put("Event", "s3:TestEvent");
    message.put("Time", MILLIS.format(clock.instant()));
    message.put("Bucket", bucket);
    message.put("RequestId", requestId());
    message.put("HostId", "local");
    return message.toString();
  }

  private static ObjectNode object(String key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
  }

  private String notification(String name, String bucket, ObjectNode object) {
    object.put("sequencer", sequencer());
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    ObjectNode event = message.putArray("Records").addObject();
    event.put("eventVersion", "2.1");
    event.put("eventSource", "aws:s3");
    event.put("awsRegion", REGION);
    event.put("eventTime", MILLIS.format(clock.instant()));
    event.put("eventName", name);
    event.putObject("userIdentity").put("principalId", "LOCAL");
    event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    event
        .putObject("responseElements")
        .put("x-amz-request-id", requestId())
        .put("x-amz-id-2", "local");
    ObjectNode s3 = event.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.put("configurationId", "documents-to-ingest");
    ObjectNode inBucket = s3.putObject("bucket");
    inBucket.put("name", bucket);
    inBucket.putObject("ownerIdentity").put("principalId", "LOCAL");
    inBucket.put("arn", "arn:aws:s3:::" + bucket);
    s3.set("object", object);
    return message.toString();
  }

  /** Above every earlier one, also above those of an earlier run. */
  private String sequencer() {
    Instant now = clock.instant();
    long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, now);
    return "%018X".formatted(sequence.updateAndGet(before -> Math.max(before + 1, nanos)));
  }

  private static String requestId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16).toUpperCase(Locale.ROOT);
  }
}
