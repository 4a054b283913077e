package askdocs.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectEventsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00.5Z"), ZoneOffset.UTC);

  private final ObjectEvents events = new ObjectEvents(NOON);

  @Test
  void writesWhatS3Sends() {
    String event =
        events
            .created("Put", "documents", "curso/niño + 1.md", 12, "\"abc\"")
            .replaceAll("\"x-amz-request-id\":\"[0-9A-F]{16}\"", "\"x-amz-request-id\":\"ID\"");
    assertEquals(
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
        "eventTime":"2026-11-22T12:00:00.500Z","eventName":"ObjectCreated:Put",\
        "userIdentity":{"principalId":"LOCAL"},\
        "requestParameters":{"sourceIPAddress":"127.0.0.1"},\
        "responseElements":{"x-amz-request-id":"ID","x-amz-id-2":"local"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"documents-to-ingest",\
        "bucket":{"name":"documents","ownerIdentity":{"principalId":"LOCAL"},\
        "arn":"arn:aws:s3:::documents"},\
        "object":{"key":"curso/ni%C3%B1o+%2B+1.md","size":12,"eTag":"abc",\
        "sequencer":"0018EA5C38CDB9E500"}}}]}\
        """,
        event);
  }

  @Test
  void isReadByTheRuntimesOwnSerializer() {
    S3EventNotificationRecord created =
        read(events.created("Copy", "documents", "a b/ñ.md", 3, "e")).getRecords().getFirst();
    assertEquals("a b/ñ.md", created.getS3().getObject().getUrlDecodedKey());
    assertEquals("ObjectCreated:Copy", created.getEventName());
    assertEquals(3, created.getS3().getObject().getSizeAsLong());
  }

  @Test
  void saysNothingOfTheSizeOfWhatIsGone() {
    String event = events.removed("documents", "a");
    assertTrue(event.contains("\"object\":{\"key\":\"a\",\"sequencer\":"), event);
    assertFalse(event.contains("eTag"));
    assertEquals("ObjectRemoved:Delete", read(event).getRecords().getFirst().getEventName());
  }

  @Test
  void neverRepeatsASequencer() {
    String one = sequencer(events.removed("documents", "a"));
    String two = sequencer(events.removed("documents", "a"));
    assertTrue(one.compareTo(two) < 0, one + " before " + two);
  }

  @Test
  void testsAQueueWithoutRecords() {
    assertEquals(List.of(), read(events.test("documents")).getRecords());
    assertTrue(events.test("documents").contains("\"Event\":\"s3:TestEvent\""));
  }

  private static String sequencer(String event) {
    return read(event).getRecords().getFirst().getS3().getObject().getSequencer();
  }

  private static S3Event read(String json) {
    return LambdaEventSerializers.serializerFor(S3Event.class, S3Event.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}
