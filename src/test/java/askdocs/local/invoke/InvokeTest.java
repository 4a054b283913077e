package askdocs.local.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sample handlers inside the real runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The runtime client's native library is for Linux")
class InvokeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private ServerSocket standIn;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeTemplateAndFindAPort() throws IOException {
    standIn = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Files.writeString(
        folder.resolve("template.yaml"),
        """
        Globals:
          Function:
            Runtime: java25
            CodeUri: %s
            MemorySize: 256
            Timeout: 60
            Environment:
              Variables:
                STATE_TABLE: !Ref StateTable
        Resources:
          Mirror:
            Type: AWS::Serverless::Function
            Properties:
              Handler: askdocs.local.invoke.SampleHandlers$Mirror::handleRequest
          Failing:
            Type: AWS::Serverless::Function
            Properties:
              Handler: askdocs.local.invoke.SampleHandlers$Failing::handleRequest
          Endless:
            Type: AWS::Serverless::Function
            Properties:
              Handler: askdocs.local.invoke.SampleHandlers$Endless::handleRequest
              Timeout: 1
          Unmakeable:
            Type: AWS::Serverless::Function
            Properties:
              Handler: askdocs.local.invoke.SampleHandlers$Unmakeable::handleRequest
          Exiting:
            Type: AWS::Serverless::Function
            Properties:
              Handler: askdocs.local.invoke.SampleHandlers$Exiting::handleRequest
          Unpacked:
            Type: AWS::Serverless::Function
            Properties:
              Handler: example.Missing::handleRequest
              CodeUri: nowhere/
        """
            .formatted(Path.of("target/test-classes").toAbsolutePath()));
    Files.writeString(folder.resolve("event.json"), "{\"question\": \"¿Qué es ETL?\"}");
    String url = "http://127.0.0.1:" + standIn.getLocalPort();
    Files.writeString(
        folder.resolve("env.json"),
        """
        {"Parameters": {"AWS_ENDPOINT_URL_S3": "%s", "AWS_ENDPOINT_URL_SQS": "%s",
                        "AWS_ENDPOINT_URL_DYNAMODB": "%s", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "%s"},
         "Mirror": {"GREETING": "buenos días"}}
        """
            .formatted(url, url, url, url));
  }

  @AfterEach
  void closePort() throws IOException {
    standIn.close();
  }

  @Test
  void aFunctionSeesItsEventItsSettingsAndNothingElseOfTheMachine() throws Exception {
    assertEquals(0, invoke("Mirror", "event.json"), this::said);

    JsonNode expected =
        JSON.readTree(
            """
            {"event": {"question": "¿Qué es ETL?"}, "function": "Mirror", "memoryMb": 256,
             "heapUnderMemory": true, "timeLeft": true, "greeting": "buenos días",
             "table": "state", "userOfTheMachine": "null"}
            """);
    assertEquals(expected, JSON.readTree(out.toString(StandardCharsets.UTF_8)));
    assertTrue(said().contains("looking into the mirror"), this::said);
    assertTrue(said().contains("REPORT RequestId: "), this::said);
  }

  @Test
  void aFunctionThatThrowsEndsInAnErrorOfItsType() throws Exception {
    assertEquals(1, invoke("Failing", "event.json"), this::said);

    JsonNode error = JSON.readTree(out.toString(StandardCharsets.UTF_8));
    assertEquals("java.lang.IllegalStateException", error.get("errorType").textValue());
    assertEquals("no such luck", error.get("errorMessage").textValue());
    assertTrue(said().endsWith("java.lang.IllegalStateException: no such luck\n"), this::said);
  }

  @Test
  void aFunctionThatTakesTooLongIsEnded() throws Exception {
    assertEquals(1, invoke("Endless", "event.json"), this::said);

    assertTrue(said().contains("Sandbox.Timedout: RequestId: "), this::said);
    assertTrue(said().endsWith("Error: Task timed out after 1.00 seconds\n"), this::said);
  }

  @Test
  void aFunctionThatCannotStartSaysWhy() throws Exception {
    assertEquals(1, invoke("Unmakeable", "event.json"), this::said);

    assertTrue(out.toString(StandardCharsets.UTF_8).contains("STATE_TABLE is missing"), this::said);
  }

  @Test
  void aFunctionThatExitsIsToldFromOneThatAnswers() throws Exception {
    assertEquals(1, invoke("Exiting", "event.json"), this::said);

    assertTrue(said().contains("Runtime.ExitError"), this::said);
    assertTrue(said().endsWith("Runtime exited with error: exit status 7\n"), this::said);
  }

  @Test
  void aFunctionThatIsNotThereNamesThoseThatAre() throws Exception {
    assertEquals(2, invoke("Askfunction", "event.json"));

    assertEquals(
        "There is no function Askfunction. The template has:"
            + " Mirror, Failing, Endless, Unmakeable, Exiting, Unpacked\n",
        said());
  }

  @Test
  void anEventThatIsMissingOrNotJsonIsNamed() throws Exception {
    Files.writeString(folder.resolve("torn.json"), "{\"question\": ");
    Files.writeString(folder.resolve("empty.json"), "");

    assertEquals(2, invoke("Mirror", "none.json"));
    assertEquals(2, invoke("Mirror", "torn.json"));
    assertEquals(2, invoke("Mirror", "empty.json"));

    String[] lines = said().split("\n");
    assertEquals("There is no event file " + folder.resolve("none.json"), lines[0]);
    assertTrue(lines[1].startsWith("The event file " + folder.resolve("torn.json")), this::said);
    assertTrue(lines[1].contains(" is not JSON: "), this::said);
    assertEquals(
        "The event file " + folder.resolve("empty.json") + " is empty",
        said().lines().toList().getLast());
  }

  @Test
  void aStackThatIsNotRunningIsNamed() throws Exception {
    standIn.close();

    assertEquals(2, invoke("Mirror", "event.json"));

    assertEquals(
        "Nothing listens on 127.0.0.1:%d, which AWS_ENDPOINT_URL_BEDROCK_RUNTIME names:"
                .formatted(standIn.getLocalPort())
            + " start the local stack with scripts/local\n",
        said());
  }

  @Test
  void aPackageThatIsNotBuiltIsNamed() throws Exception {
    assertEquals(2, invoke("Unpacked", "event.json"));

    assertEquals(
        "There is no package in " + folder.resolve("nowhere") + ": run mvn package -DskipTests\n",
        said());
  }

  @Test
  void anythingElseIsAnsweredWithTheUsage() throws Exception {
    assertEquals(2, command().run("Mirror"));

    assertEquals(Invoke.USAGE + "\n", said());
  }

  private int invoke(String function, String event) throws InterruptedException {
    return command()
        .run(
            function,
            folder.resolve(event).toString(),
            "--env-vars",
            folder.resolve("env.json").toString());
  }

  private Invoke command() {
    return new Invoke(
        folder.resolve("template.yaml"),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
