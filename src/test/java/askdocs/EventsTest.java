package askdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import askdocs.local.template.LocalResources;
import askdocs.local.template.References;
import askdocs.local.template.Template;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample events, read with the serializer that the Lambda runtime reads them with. */
class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "ask, POST, /ask, ¿Qué es ETL?",
    "search, POST, /search, ¿Qué significan las siglas ETL?",
    "ask-session, POST, /ask, ¿Y qué pasos tiene?",
    "ask-stream, POST, /ask/stream, ¿Qué es ETL?"
  })
  void aQuestionComesThroughTheGateway(String name, String method, String path, String question)
      throws IOException {
    APIGatewayProxyRequestEvent event = EventLoader.loadApiGatewayRestEvent(file(name));

    assertEquals(method, event.getHttpMethod());
    assertEquals(path, event.getPath());
    assertEquals("application/json", event.getHeaders().get("Content-Type"));
    assertEquals("7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a", event.getRequestContext().getRequestId());
    assertEquals(question, JSON.readTree(event.getBody()).get("question").textValue());
  }

  @Test
  void aFollowUpHasItsSessionAndItsFilter() throws IOException {
    JsonNode body =
        JSON.readTree(EventLoader.loadApiGatewayRestEvent(file("ask-session")).getBody());

    assertEquals(22, body.get("sessionId").textValue().length());
    assertEquals(2, body.at("/filter/andAll").size());
  }

  /** The groups that a Cognito authorizer verified come as one string. */
  @Test
  void whoUploadsIsAMemberOfGroups() {
    APIGatewayProxyRequestEvent event = EventLoader.loadApiGatewayRestEvent(file("upload"));

    assertEquals("POST /documents", event.getHttpMethod() + " " + event.getResource());
    assertEquals(
        "uploaders,finance",
        ((Map<?, ?>) event.getRequestContext().getAuthorizer().get("claims"))
            .get("cognito:groups"));
  }

  @Test
  void eventBridgeEncodesNoKey() {
    ScheduledEvent event = EventLoader.loadScheduledEvent(file("eventbridge-put"));

    assertEquals("Object Created", event.getDetailType());
    assertEquals(
        "curso/introducción a ETL.md", ((Map<?, ?>) event.getDetail().get("object")).get("key"));
  }

  /**
   * For {@code --env-vars}: what SAM cannot know, of every function, is what the local stack has on
   * its usual ports.
   */
  @Test
  void theVariablesOfTheLocalStackAreThoseThatSamCannotKnow() throws IOException {
    JsonNode given = JSON.readTree(Path.of("events/local.json").toFile());
    References nothing =
        new References() {
          @Override
          public Optional<String> ref(String name) {
            return Optional.empty();
          }

          @Override
          public Optional<String> attribute(String resource, String attribute) {
            return Optional.empty();
          }
        };
    for (Template.Function function : Template.load(Path.of("template.yaml")).functions()) {
      Map<String, String> local = LocalResources.ON_DEFAULT_PORTS.environment(function);
      Map<String, String> expected = new TreeMap<>();
      local.forEach((name, value) -> {
        boolean known;
        try {
          known = function.environment().containsKey(name);
          if (known) {
            function.environment().get(name).resolve(nothing);
          }
        } catch (IllegalArgumentException e) {
          known = false;
        }
        if (!known && (name.startsWith("AWS_ENDPOINT_URL") || !name.startsWith("AWS_"))) {
          expected.put(name, value);
        }
      });

      assertEquals(JSON.valueToTree(expected), given.path(function.name()), function::name);
    }
  }

  @Test
  void theListIsAskedForWithoutABody() {
    APIGatewayProxyRequestEvent event = EventLoader.loadApiGatewayRestEvent(file("documents"));

    assertEquals("GET /documents", event.getHttpMethod() + " " + event.getPath());
    assertEquals(Map.of("prefix", "curso/", "limit", "20"), event.getQueryStringParameters());
    assertNull(event.getBody());
  }

  @ParameterizedTest
  @CsvSource({"s3-put, ObjectCreated:Put", "s3-delete, ObjectRemoved:Delete"})
  void aKeyArrivesFormEncoded(String name, String eventName) {
    S3Event event = EventLoader.loadS3Event(file(name));

    S3EventNotificationRecord record = event.getRecords().getFirst();
    assertEquals(1, event.getRecords().size());
    assertEquals(eventName, record.getEventName());
    assertEquals("documents", record.getS3().getBucket().getName());
    assertEquals("curso/introducci%C3%B3n+a+ETL.md", record.getS3().getObject().getKey());
    assertEquals("curso/introducción a ETL.md", record.getS3().getObject().getUrlDecodedKey());
  }

  @Test
  void aBatchHoldsS3EventsAsText() throws Exception {
    SQSEvent event = EventLoader.loadSQSEvent(file("sqs-batch"));

    assertEquals(
        List.of("curso/introducci%C3%B3n+a+ETL.md", "curso/bases+de+datos.md"),
        event.getRecords().stream().map(EventsTest::key).toList());
    for (SQSMessage message : event.getRecords()) {
      byte[] body = message.getBody().getBytes(StandardCharsets.UTF_8);
      assertEquals(
          HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body)),
          message.getMd5OfBody());
    }
  }

  @Test
  void aComparisonIsAskedForWithoutARepair() throws IOException {
    assertEquals(
        JSON.createObjectNode().put("fix", false),
        JSON.readTree(Path.of(file("reconcile")).toFile()));
  }

  @Test
  void everySampleIsTested() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      assertEquals(
          new TreeSet<>(
              List.of(
                  "ask-session.json",
                  "ask-stream.json",
                  "ask.json",
                  "documents.json",
                  "eventbridge-put.json",
                  "local.json",
                  "reconcile.json",
                  "s3-delete.json",
                  "s3-put.json",
                  "search.json",
                  "sqs-batch.json",
                  "upload.json")),
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static String key(SQSMessage message) {
    try {
      JsonNode record = JSON.readTree(message.getBody()).get("Records").get(0);
      return record.get("s3").get("object").get("key").textValue();
    } catch (IOException e) {
      throw new AssertionError(message.getBody(), e);
    }
  }

  private static String file(String name) {
    return Path.of("events", name + ".json").toAbsolutePath().toString();
  }
}
