package askdocs.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.lambda.Setting;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code template.yaml} deploys fits the code and gives no function more than it needs. */
class TemplateTest {
  private static final Path FILE = Path.of("template.yaml");
  private static final Template TEMPLATE = load();

  private static Template load() {
    try {
      return Template.load(FILE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Template.Function> functions() {
    return TEMPLATE.functions();
  }

  static List<String> functionsOfTheGateway() {
    return List.of("AskFunction", "DocumentsFunction");
  }

  @Test
  void theFunctionsAreFour() {
    assertEquals(
        List.of("AskFunction", "DocumentsFunction", "IngestFunction", "ReconcileFunction"),
        functions().stream().map(Template.Function::name).toList());
  }

  /** A stream, since the library's event for the gateway has no field for the API key's id. */
  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionIsMadeWithoutArgumentsAndHandlesAStream(Template.Function function)
      throws ReflectiveOperationException {
    Class<?> handler = handlerClass(function.name());

    assertTrue(RequestStreamHandler.class.isAssignableFrom(handler), handler::getName);
    assertNotNull(handler.getConstructor());
  }

  /** Neither one that the code would miss at its start nor one that nobody reads. */
  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionIsGivenTheSettingsThatItNeedsAndNoOthers(Template.Function function)
      throws ReflectiveOperationException {
    Set<String> needed = new TreeSet<>();
    for (Object setting : (Set<?>) handlerClass(function.name()).getField("SETTINGS").get(null)) {
      needed.add(((Setting) setting).name());
    }

    assertEquals(needed, new TreeSet<>(function.environment().keySet()));
  }

  @Test
  void everySettingIsOfSomeFunction() {
    assertEquals(
        Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet()),
        functions().stream()
            .flatMap(function -> function.environment().keySet().stream())
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyVariableIsKnownToTheLocalStack(Template.Function function) {
    Map<String, String> environment =
        new TreeMap<>(LocalResources.ON_DEFAULT_PORTS.environment(function));

    assertEquals("state", environment.get("STATE_TABLE"));
    // No model reranks unless one is wanted, and the domain goes by roles.
    environment.remove("RERANK_MODEL_ID", "");
    environment.remove("OPENSEARCH_SECRET_ARN", "");
    environment.remove("CONDENSE_MODEL_ID", "");
    assertTrue(
        environment.values().stream().noneMatch(value -> value.contains("${") || value.isBlank()));
  }

  @Test
  void theLocalDomainIsSpokenToWithoutTls() {
    Map<String, String> environment =
        LocalResources.ON_DEFAULT_PORTS.environment(TEMPLATE.function("AskFunction"));

    assertEquals("http://127.0.0.1:9200", environment.get("OPENSEARCH_ENDPOINT"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionLogsWhereLogsAreNotKeptForever(Template.Function function) {
    Object config = properties("AWS::Serverless::Function", function.name()).get("LoggingConfig");
    assertTrue(config instanceof Map<?, ?>, function.name() + " has no LoggingConfig");
    Tagged group = (Tagged) ((Map<?, ?>) config).get("LogGroup");

    assertEquals("!Ref", group.tag());
    assertNotNull(
        properties("AWS::Logs::LogGroup", group.value().toString()).get("RetentionInDays"));
  }

  @Test
  void aMessageStaysAwayForSixTimesAsLongAsTheFunctionMayTake() {
    int visibility =
        (Integer) properties("AWS::SQS::Queue", "IngestQueue").get("VisibilityTimeout");

    assertTrue(visibility >= 6 * TEMPLATE.function("IngestFunction").timeout().toSeconds());
  }

  @Test
  void theGatewayDoesNotGiveUpBeforeTheFunctionThatAnswersThroughIt() {
    for (String name : functionsOfTheGateway()) {
      assertTrue(TEMPLATE.function(name).timeout().toSeconds() < 29, name);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aRoleAllowsNoActionByWildcardAndNotEveryResource(Template.Function function) {
    Map<String, Object> role =
        properties("AWS::IAM::Role", function.name().replace("Function", "Role"));
    List<Map<?, ?>> statements = statements(role.get("Policies"));

    assertTrue(statements.size() > 1);
    for (Map<?, ?> statement : statements) {
      assertTrue(
          texts(statement.get("Action")).stream().noneMatch(it -> it.contains("*")),
          statement::toString);
      assertTrue(
          texts(statement.get("Resource")).stream().noneMatch("*"::equals), statement::toString);
    }
  }

  @Test
  void askingWritesToTheSpendTableAlone() {
    TreeSet<String> actions = new TreeSet<>();
    for (Map<?, ?> statement :
        statements(properties("AWS::IAM::Role", "AskRole").get("Policies"))) {
      actions.addAll(texts(statement.get("Action")));
    }

    assertEquals(
        new TreeSet<>(
            List.of(
                "bedrock:InvokeModel",
                "dynamodb:BatchGetItem",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "es:ESHttpPost",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "secretsmanager:GetSecretValue")),
        actions);
    for (Map<?, ?> statement :
        statements(properties("AWS::IAM::Role", "AskRole").get("Policies"))) {
      if (texts(statement.get("Action")).contains("dynamodb:PutItem")) {
        assertEquals(List.of("SpendTable.Arn"), texts(statement.get("Resource")));
      }
    }
  }

  @Test
  void reconcilingWritesNothingButHints() {
    TreeSet<String> actions = new TreeSet<>();
    for (Map<?, ?> statement :
        statements(properties("AWS::IAM::Role", "ReconcileRole").get("Policies"))) {
      actions.addAll(texts(statement.get("Action")));
    }

    assertEquals(
        new TreeSet<>(
            List.of(
                "dynamodb:GetItem",
                "dynamodb:Query",
                "es:ESHttpPost",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "s3:GetObject",
                "s3:ListBucket",
                "secretsmanager:GetSecretValue",
                "sqs:DeleteMessage",
                "sqs:ReceiveMessage",
                "sqs:SendMessage")),
        actions);
  }

  /** A schedule invokes it and waits for nothing: what fails must be kept somewhere. */
  @Test
  void aComparisonThatFailsIsNotForgotten() {
    Map<String, Object> function = properties("AWS::Serverless::Function", "ReconcileFunction");
    Map<?, ?> destinations =
        (Map<?, ?>) ((Map<?, ?>) function.get("EventInvokeConfig")).get("DestinationConfig");
    Tagged queue = (Tagged) ((Map<?, ?>) destinations.get("OnFailure")).get("Destination");

    assertNotNull(
        properties("AWS::SQS::Queue", queue.value().toString().replace(".Arn", ""))
            .get("MessageRetentionPeriod"));
  }

  /** The native library in the packages is of one platform. */
  @Test
  void theFunctionsRunOnThePlatformThatTheyArePackagedFor() throws IOException {
    Matcher packaged =
        Pattern.compile("<aws-crt.platform>linux-(.+)</aws-crt.platform>")
            .matcher(Files.readString(Path.of("pom.xml")));
    Matcher deployed = Pattern.compile("Architectures: \\[(.+)]").matcher(Files.readString(FILE));

    assertTrue(packaged.find() && deployed.find());
    assertEquals(packaged.group(1), deployed.group(1));
  }

  private static Class<?> handlerClass(String name) throws ClassNotFoundException {
    String[] handler = TEMPLATE.function(name).handler().split("::");
    assertEquals("handleRequest", handler[1]);
    return Class.forName(handler[0]);
  }

  private static Map<String, Object> properties(String type, String name) {
    Map<String, Object> found = TEMPLATE.resources(type).get(name);
    assertNotNull(found, "There is no " + type + " " + name);
    return found;
  }

  private static List<Map<?, ?>> statements(Object policies) {
    List<Map<?, ?>> statements = new ArrayList<>();
    for (Object policy : (List<?>) policies) {
      Map<?, ?> document = (Map<?, ?>) ((Map<?, ?>) policy).get("PolicyDocument");
      for (Object statement : (List<?>) document.get("Statement")) {
        // !If [condition, statement, AWS::NoValue]
        statements.add(
            (Map<?, ?>) (statement instanceof Tagged(_, List<?> parts) ? parts.get(1) : statement));
      }
    }
    return statements;
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(TemplateTest::text).toList()
        : List.of(text(value));
  }

  private static String text(Object value) {
    return value instanceof Tagged tagged ? String.valueOf(tagged.value()) : value.toString();
  }
}
