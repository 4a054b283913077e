package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.aws.WorkMessages;
import askdocs.ingest.Hint;
import askdocs.ingest.Work;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What events say, whoever sends them and whatever they look like. */
class HintShapesTest {
  private final Hints hints = new Hints("documents");

  static Stream<String> oddKeys() {
    return Stream.of(
        "red flower.jpg",
        "a+b.md",
        "100%.md",
        "%2B.md",
        "curso/introducción a ETL.md",
        "\ud83d\ude00/\uffee.md",
        "../a//b.md",
        "\"quoted\"\\.md",
        "ñ".repeat(512));
  }

  @ParameterizedTest
  @MethodSource("oddKeys")
  void aNotificationsKeyIsEncodedAsInForms(String key) throws Exception {
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);

    assertEquals(List.of(new Hint(key, false)), of(notification("ObjectCreated:Put", encoded)));
  }

  @ParameterizedTest
  @MethodSource("oddKeys")
  void eventBridgesKeyIsAsItIs(String key) throws Exception {
    assertEquals(List.of(new Hint(key, false)), of(bridged("Object Created", "documents", key)));
  }

  @ParameterizedTest
  @MethodSource("oddKeys")
  void ourOwnKeyIsAsItIs(String key) throws Exception {
    assertEquals(Optional.of(new Work.OfHint(new Hint(key, true), 0)), ours(own(key, true)));
    assertEquals(Optional.of(new Work.OfHint(new Hint(key, false), 0)), ours(own(key, false)));
  }

  @Test
  void aDeletionByEventBridgeIsAHint() throws Exception {
    assertEquals(
        List.of(new Hint("a.md", false)), of(bridged("Object Deleted", "documents", "a.md")));
  }

  @Test
  void aSidecarIsAHintForItsDocument() throws Exception {
    assertEquals(
        List.of(new Hint("a b.md", false)),
        of(notification("ObjectRemoved:Delete", "a+b.md.metadata.json")));
    assertEquals(
        List.of(new Hint("a b.md", false)),
        of(bridged("Object Created", "documents", "a b.md.metadata.json")));
    assertEquals(
        Optional.of(new Work.OfHint(new Hint("a b.md", true), 0)),
        ours(own("a b.md.metadata.json", true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "folder/",
        "/",
        ".metadata.json",
        "folder/.metadata.json",
        "a.md.metadata.json.metadata.json"
      })
  void whatIsNoDocumentIsNoHint(String key) throws Exception {
    assertEquals(List.of(), of(notification("ObjectCreated:Put", key)));
    assertEquals(List.of(), of(bridged("Object Created", "documents", key)));
    assertEquals(Optional.empty(), ours(own(key, false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"askdocs\":\"hint\"}",
        "{\"askdocs\":\"hint\",\"key\":\"\"}",
        "{\"askdocs\":\"something else\",\"key\":\"a.md\"}",
        "{\"source\":\"aws.ec2\",\"detail\":{}}",
        "{\"source\":\"aws.s3\"}"
      })
  void whatIsForeignIsNoHint(String event) throws Exception {
    assertEquals(Optional.empty(), ours(event));
    assertEquals(List.of(), of(event));
  }

  @Test
  void anotherBucketIsNoneOfOurs() throws Exception {
    assertEquals(
        List.of(),
        of(notification("ObjectCreated:Put", "a.md").replace("\"documents\"", "\"others\"")));
    assertEquals(List.of(), of(bridged("Object Created", "others", "a.md")));
  }

  @Test
  void whatChangesNoObjectIsNoHint() throws Exception {
    assertEquals(List.of(), of(notification("ObjectTagging:Put", "a.md")));
    assertEquals(List.of(), of(bridged("Object Tags Added", "documents", "a.md")));
  }

  private static Optional<Work> ours(String message) throws Exception {
    return WorkMessages.read(Json.STRICT.readTree(message));
  }

  private List<Hint> of(String event) throws Exception {
    return hints.of(Json.STRICT.readTree(event));
  }

  private static String notification(String name, String key) {
    ObjectNode event = Json.STRICT.createObjectNode();
    ObjectNode record = event.putArray("Records").addObject().put("eventName", name);
    ObjectNode s3 = record.putObject("s3");
    s3.putObject("bucket").put("name", "documents");
    s3.putObject("object").put("key", key);
    return event.toString();
  }

  private static String bridged(String type, String bucket, String key) {
    ObjectNode event =
        Json.STRICT.createObjectNode().put("source", "aws.s3").put("detail-type", type);
    ObjectNode detail = event.putObject("detail");
    detail.putObject("bucket").put("name", bucket);
    detail.putObject("object").put("key", key);
    return event.toString();
  }

  private static String own(String key, boolean force) {
    return Json.STRICT
        .createObjectNode()
        .put("askdocs", "hint")
        .put("key", key)
        .put("force", force)
        .toString();
  }
}
