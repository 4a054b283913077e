package askdocs.local.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The packages as they are deployed, each started by the real runtime client with the handler and
 * the environment of the template: none of these events needs a service.
 */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "The packages have native code for Lambda's platform")
class PackagedFunctionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void askIsHealthy() throws Exception {
    JsonNode response = answer("AskFunction", gatewayEvent("GET", "/health"));

    assertEquals(200, response.get("statusCode").intValue(), this::logged);
    assertEquals("ok", JSON.readTree(response.get("body").textValue()).get("status").textValue());
  }

  @Test
  void documentsKnowsItsPaths() throws Exception {
    JsonNode response = answer("DocumentsFunction", gatewayEvent("GET", "/nowhere"));

    assertEquals(404, response.get("statusCode").intValue(), this::logged);
    assertEquals(
        "not-found", JSON.readTree(response.get("body").textValue()).get("code").textValue());
  }

  @Test
  void ingestHasNothingToDoForS3sTestEvent() throws Exception {
    JsonNode response =
        answer(
            "IngestFunction",
            """
            {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-11-22T18:00:00.000Z",
             "Bucket": "documents", "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwc"}
            """);

    assertEquals(JSON.readTree("{\"batchItemFailures\": []}"), response, this::logged);
  }

  private JsonNode answer(String name, String event) throws IOException, InterruptedException {
    Template.Function function = Template.load(Path.of("template.yaml")).function(name);
    Invocation invocation =
        new Invocation(function, LocalResources.ON_DEFAULT_PORTS.environment(function), event);

    Outcome outcome = invocation.run(new PrintStream(log, true, StandardCharsets.UTF_8));

    assertTrue(outcome instanceof Outcome.Answered, () -> outcome + "\n" + logged());
    return JSON.readTree(outcome.payload());
  }

  private static String gatewayEvent(String method, String path) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Path.of("events/documents.json").toFile());
    return event.put("httpMethod", method).put("path", path).put("resource", path).toString();
  }

  private String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }
}
