package askdocs.lambda;

import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Hint;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintsTest {
  private static List<String> keys(JsonNode notification) {
    List<Hint> hints = new Hints("documents").of(notification);
    assertEquals(List.of(), hints.stream().filter(Hint::force).toList());
    return hints.stream().map(Hint::key).toList();
  }

  private static String record(String name, String bucket, String key) {
    return """
    {"eventName": "%s", "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s"}}}
    """
        .formatted(name, bucket, key);
  }

  private static JsonNode notification(String... records) {
    return json("{\"Records\": [" + String.join(",", records) + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "a+b.md, a b.md",
    "a%2Bb.md, a+b.md",
    "a%252Bb.md, a%2Bb.md",
    "curso/introducci%C3%B3n.md, curso/introducción.md",
    "%F0%9F%98%80.md, 😀.md",
    "..%2F..%2Fa, ../../a",
    "a%00b, a\0b",
    "100%25, 100%",
  })
  void aKeyIsDecodedAsAFormIs(String encoded, String key) {
    assertEquals(
        List.of(key), keys(notification(record("ObjectCreated:Put", "documents", encoded))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ObjectCreated:Put",
        "ObjectCreated:CompleteMultipartUpload",
        "ObjectRemoved:Delete",
        "ObjectRemoved:DeleteMarkerCreated",
        "LifecycleExpiration:Delete",
      })
  void whateverMayHaveChangedAnObjectIsAHint(String name) {
    assertEquals(List.of("a"), keys(notification(record(name, "documents", "a"))));
  }

  @ParameterizedTest
  @CsvSource({
    "ObjectRestore:Completed, documents, a",
    "ObjectTagging:Put, documents, a",
    "ObjectCreated:Put, documents-2, a",
    "ObjectCreated:Put, Documents, a",
    "ObjectCreated:Put, documents, ''",
  })
  void whatConcernsUsNotIsNoHint(String name, String bucket, String key) {
    assertEquals(List.of(), keys(notification(record(name, bucket, key))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "a%", "a%2", "%-1"})
  void aKeyThatIsNotEncodedIsPassedOver(String encoded) {
    assertEquals(
        List.of("a", "b"),
        keys(
            notification(
                record("ObjectCreated:Put", "documents", "a"),
                record("ObjectCreated:Put", "documents", encoded),
                record("ObjectRemoved:Delete", "documents", "b"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"documents\"}",
        "{\"Records\": null}",
        "{\"Records\": [null, 1, \"a\", [], {}]}",
        "{\"Records\": {}}",
        "{}",
        "[]",
        "null",
        "\"text\"",
        "1"
      })
  void whatIsNoNotificationHasNoHints(String notification) {
    assertEquals(List.of(), keys(json(notification)));
  }

  @Test
  void recordedEventsAreUnderstood() {
    assertEquals(List.of("curso/introducción a ETL.md"), keys(event("s3-put")));
    assertEquals(List.of("curso/introducción a ETL.md"), keys(event("s3-delete")));
  }
}
