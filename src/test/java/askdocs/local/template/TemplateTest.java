package askdocs.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.Metric;
import askdocs.lambda.Setting;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.CsvSource;
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
    return List.of("AskFunction", "AskStreamFunction", "DocumentsFunction");
  }

  @Test
  void theFunctionsAreFive() {
    assertEquals(
        List.of(
            "AskFunction",
            "AskStreamFunction",
            "DocumentsFunction",
            "IngestFunction",
            "ReconcileFunction"),
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
    environment
        .entrySet()
        .removeIf(entry ->
            entry.getValue().isEmpty()
                && Arrays.stream(Setting.values())
                    .anyMatch(one -> one.name().equals(entry.getKey()) && one.isOptional()));
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

  /** What API Gateway itself may say, with the status that it says it with; RFC 9457 for all. */
  @ParameterizedTest
  @CsvSource({
    "ACCESS_DENIED, 403",
    "API_CONFIGURATION_ERROR, 500",
    "AUTHORIZER_CONFIGURATION_ERROR, 500",
    "AUTHORIZER_FAILURE, 500",
    "BAD_REQUEST_BODY, 400",
    "BAD_REQUEST_PARAMETERS, 400",
    "DEFAULT_4XX, ",
    "DEFAULT_5XX, ",
    "EXPIRED_TOKEN, 403",
    "INTEGRATION_FAILURE, 502",
    "INTEGRATION_TIMEOUT, 504",
    "INVALID_API_KEY, 403",
    "INVALID_SIGNATURE, 403",
    "MISSING_AUTHENTICATION_TOKEN, 404",
    "QUOTA_EXCEEDED, 429",
    "REQUEST_TOO_LARGE, 413",
    "RESOURCE_NOT_FOUND, 404",
    "THROTTLED, 429",
    "UNAUTHORIZED, 401",
    "UNSUPPORTED_MEDIA_TYPE, 415",
    "WAF_FILTERED, 403"
  })
  void theGatewaysOwnAnswersHaveOurShape(String type, Integer status) throws IOException {
    Map<?, ?> responses =
        (Map<?, ?>) properties("AWS::Serverless::Api", "Api").get("GatewayResponses");
    Map<?, ?> response = (Map<?, ?>) responses.get(type);
    Map<?, ?> headers = (Map<?, ?>) ((Map<?, ?>) response.get("ResponseParameters")).get("Headers");
    // messageString is filled in by the gateway, and comes with its quotes.
    JsonNode body =
        new ObjectMapper()
            .readTree(
                ((Map<?, ?>) response.get("ResponseTemplates"))
                    .get("application/json")
                    .toString()
                    .replace("$context.error.messageString", "\"filled in\""));

    assertEquals(21, responses.size());
    assertEquals("'application/problem+json'", headers.get("Content-Type"));
    assertEquals(status, response.get("StatusCode"));
    assertEquals(
        Set.of("type", "title", "status", "detail", "code", "requestId"),
        body.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()));
    if (status != null) {
      assertEquals(status, body.get("status").intValue());
    }
    assertEquals(status != null && status == 429, headers.containsKey("Retry-After"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionHasAnAlarmOfItsErrors(Template.Function function) {
    assertTrue(
        TEMPLATE.resources("AWS::CloudWatch::Alarm").values().stream()
            .filter(alarm -> alarm.get("MetricName").equals("Errors"))
            .anyMatch(alarm ->
                alarm
                    .get("Dimensions")
                    .equals(
                        List.of(
                            Map.of(
                                "Name",
                                "FunctionName",
                                "Value",
                                new Tagged("!Ref", function.name()))))));
  }

  @Test
  void whatIsWatchedIsWhatTheCodeEmitsOrAwsDoes() {
    Set<String> ours = new TreeSet<>(List.of("Latency", "DroppedCitations"));
    Arrays.stream(Metric.values()).map(Metric::label).forEach(ours::add);
    for (Map<String, Object> alarm : TEMPLATE.resources("AWS::CloudWatch::Alarm").values()) {
      if (alarm.get("Namespace").equals("AskDocs")) {
        assertTrue(ours.contains(alarm.get("MetricName").toString()), alarm::toString);
      }
      assertEquals("notBreaching", alarm.get("TreatMissingData"));
    }
  }

  /** A queue's hints go to a dead-letter queue; what a schedule invokes has a destination. */
  @ParameterizedTest
  @MethodSource("functions")
  void whatNobodyWaitsForIsNotLostWhenItFails(Template.Function function) {
    Map<String, Object> properties = properties("AWS::Serverless::Function", function.name());
    for (Object declared : ((Map<?, ?>) properties.get("Events")).values()) {
      Map<?, ?> event = (Map<?, ?>) declared;
      switch (event.get("Type").toString()) {
        case "Api" -> {
          // Its caller waits, and is told.
        }
        case "SQS" -> {
          Tagged queue = (Tagged) ((Map<?, ?>) event.get("Properties")).get("Queue");
          assertNotNull(
              properties("AWS::SQS::Queue", queue.value().toString().replace(".Arn", ""))
                  .get("RedrivePolicy"));
        }
        default -> assertNotNull(properties.get("EventInvokeConfig"), function::name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AWS::S3::Bucket, DocumentsBucket",
    "AWS::DynamoDB::Table, StateTable",
    "AWS::DynamoDB::Table, SpendTable"
  })
  void dataStaysWhenTheStackGoes(String type, String name) {
    Map<String, Object> resource = TEMPLATE.resource(name);

    assertEquals(type, resource.get("Type"));
    assertEquals("Retain", resource.get("DeletionPolicy"));
    assertEquals("Retain", resource.get("UpdateReplacePolicy"));
  }

  @Test
  void theBucketIsClosedToThePublicAndSpeaksTlsOnly() {
    Map<?, ?> access =
        (Map<?, ?>)
            properties("AWS::S3::Bucket", "DocumentsBucket").get("PublicAccessBlockConfiguration");
    Map<?, ?> policy =
        (Map<?, ?>)
            properties("AWS::S3::BucketPolicy", "DocumentsBucketPolicy").get("PolicyDocument");
    Map<?, ?> statement = (Map<?, ?>) ((List<?>) policy.get("Statement")).getFirst();

    assertEquals(4, access.values().stream().filter(Boolean.TRUE::equals).count());
    assertEquals("Deny", statement.get("Effect"));
    assertEquals(
        Map.of("Bool", Map.of("aws:SecureTransport", "false")), statement.get("Condition"));
  }

  /** An index in a body would slip past the roles, which go by the path. */
  @Test
  void theDomainTakesNoIndexFromABody() {
    Map<?, ?> options =
        (Map<?, ?>)
            properties("AWS::OpenSearchService::Domain", "PassagesDomain").get("AdvancedOptions");

    assertEquals("false", options.get("rest.action.multi.allow_explicit_index"));
  }

  @ParameterizedTest
  @CsvSource({
    "t3.medium.search, true",
    "r7g.large.search, true",
    "i4i.large.search, true",
    "or1.large.search, false",
    "or2.large.search, false",
    "om2.large.search, false",
    "oi2.large.search, false"
  })
  void theDomainReplicatesDocumentsAndNotSegments(String type, boolean allowed) {
    Object pattern = TEMPLATE.parameter("OpenSearchInstanceType").get("AllowedPattern");

    assertEquals(allowed, type.matches(pattern.toString()));
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

  /** A snapshot is of a version, and the API must call that version and no other. */
  @Test
  void whatStartsFromASnapshotIsCalledByItsAlias() {
    assertTrue(TEMPLATE.function("AskFunction").snapStart());
    for (Template.Function function : functions()) {
      Map<String, Object> properties = properties("AWS::Serverless::Function", function.name());
      assertEquals(function.snapStart(), properties.containsKey("AutoPublishAlias"));
      assertEquals(function.snapStart(), properties.containsKey("AutoPublishAliasAllProperties"));
      // Lambda has one or the other.
      assertFalse(properties.containsKey("ProvisionedConcurrencyConfig"));
    }
  }

  /** A version keeps the settings that it was published with: other ones need another version. */
  @Test
  void whereASettingChangesAVersionIsPublished() {
    Map<String, Object> function = properties("AWS::Serverless::Function", "AskFunction");
    Map<?, ?> variables = (Map<?, ?>) ((Map<?, ?>) function.get("Environment")).get("Variables");
    Tagged content =
        (Tagged)
            properties("AWS::AppConfig::HostedConfigurationVersion", "AskSettings").get("Content");
    List<?> listed = (List<?>) ((List<?>) content.value()).get(1);

    assertEquals(new Tagged("!Sub", "Settings ${AskSettings}"), function.get("VersionDescription"));
    variables.forEach((name, value) -> assertTrue(listed.contains(value), () -> name + " is not"));
    assertTrue(listed.contains(new Tagged("!Join", List.of(",", new Tagged("!Ref", "SubnetIds")))));
    assertTrue(
        listed.contains(new Tagged("!Join", List.of(",", new Tagged("!Ref", "SecurityGroupIds")))));
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
}
