package askdocs.lambda;

import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The description of the API, the template that deploys it and the code say the same. The responses
 * of the handlers' tests are all held against it, see {@link DocumentedApi}.
 */
class OpenApiTest {
  private static final JsonNode DOCUMENT = OpenApi.document();

  private static Set<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** As in {@code POST /ask}. */
  private static Set<String> operations(boolean onlySecured) {
    Set<String> operations = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(one -> {
                  boolean open = one.getValue().path("security").isArray();
                  if (!onlySecured || !open) {
                    operations.add(one.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                  }
                }));
    return operations;
  }

  @Test
  void theTemplateDeploysWhatIsDescribed() throws IOException {
    Template template = Template.load(Path.of("template.yaml"));
    Set<String> deployed = new TreeSet<>();
    for (Map<String, Object> function : template.resources("AWS::Serverless::Function").values()) {
      for (Object declared : ((Map<?, ?>) function.get("Events")).values()) {
        Map<?, ?> event = (Map<?, ?>) declared;
        if ("Api".equals(event.get("Type"))) {
          Map<?, ?> at = (Map<?, ?>) event.get("Properties");
          deployed.add(
              at.get("Method").toString().toUpperCase(Locale.ROOT)
                  + " "
                  + at.get("Path").toString().replace("+}", "}"));
        }
      }
    }

    assertEquals(deployed, operations(false));
  }

  @Test
  void credentialsAreNeededWhereTheTemplateSaysSo() throws IOException {
    Template template = Template.load(Path.of("template.yaml"));
    Map<?, ?> api = template.resources("AWS::Serverless::Api").get("Api");
    Map<?, ?> paths = (Map<?, ?>) ((Map<?, ?>) api.get("DefinitionBody")).get("paths");
    Set<String> secured = new TreeSet<>();
    paths.forEach((path, methods) ->
        ((Map<?, ?>) methods)
            .forEach((method, operation) -> {
              assertEquals(
                  List.of(Map.of("caller", List.of())), ((Map<?, ?>) operation).get("security"));
              secured.add(
                  method.toString().toUpperCase(Locale.ROOT)
                      + " "
                      + path.toString().replace("+}", "}"));
            }));

    assertEquals(secured, operations(true));
    assertEquals(
        Set.of("GET /health", "GET /openapi.json"),
        operations(false).stream()
            .filter(one -> !secured.contains(one))
            .collect(Collectors.toSet()));
  }

  @Test
  void theFieldsOfRequestsAreThoseThatAreRead() {
    assertEquals(AskRequests.FIELDS, names(DocumentedApi.schema("Question").path("properties")));
    assertEquals(UploadRequests.FIELDS, names(DocumentedApi.schema("Upload").path("properties")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask", "search"})
  void theSampleQuestionsAreAsDescribed(String name) {
    JsonNode body = json(event(name).path("body").textValue());

    assertEquals(List.of(), DocumentedApi.faults("Question", body));
  }

  /** Our own, and those of the gateway. */
  @Test
  void theCodesOfProblemsAreDescribed() throws Exception {
    Set<String> described = new TreeSet<>();
    JsonNode schema = DocumentedApi.schema("Problem");
    schema.path("properties").path("code").path("enum").forEach(c -> described.add(c.asText()));

    Matcher gateway =
        Pattern.compile("\"code\": \"([a-z-]+)\"")
            .matcher(Files.readString(Path.of("template.yaml")));
    Set<String> given = new TreeSet<>();
    gateway.results().forEach(match -> given.add(match.group(1)));
    for (Method made : Problem.class.getDeclaredMethods()) {
      if (Modifier.isStatic(made.getModifiers())
          && !Modifier.isPrivate(made.getModifiers())
          && !made.isSynthetic()
          && made.getReturnType() == Problem.class) {
        given.add(((Problem) made.invoke(null, arguments(made))).code());
      }
    }

    assertTrue(given.size() > 8, given::toString);
    assertTrue(described.containsAll(given), () -> given + " are not all in openapi.json");
  }

  private static Object[] arguments(Method made) {
    return java.util.Arrays.stream(made.getParameterTypes())
        .map(type ->
            type == int.class
                ? (Object) 1
                : type == java.time.Duration.class ? java.time.Duration.ofSeconds(1) : "x")
        .toArray();
  }

  @Test
  void aResponseThatIsNotAsDescribedIsCaught() {
    assertEquals(
        List.of(
            "Health.version is missing",
            "Health.status is none of [\"ok\"]: \"up\"",
            "Health.more is not described"),
        DocumentedApi.faults("Health", json("{\"status\": \"up\", \"more\": 1}")));
    assertEquals(
        List.of("Passages.passages[0] is no object: 1"),
        DocumentedApi.faults("Passages", json("{\"passages\": [1], \"requestId\": \"r\"}")).stream()
            .filter(fault -> !fault.contains("missing"))
            .toList());
  }
}
