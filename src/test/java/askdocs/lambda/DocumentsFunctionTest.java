package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentList.Page;
import askdocs.ingest.DocumentList.Wanted;
import askdocs.knowledge.Document;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsFunctionTest {
  private static final Document ETL =
      new Document(
          new DocumentUri("documents", "curso/etl ñ+.md"),
          DocumentStatus.INDEXED,
          Optional.empty(),
          Optional.of("v1"),
          Optional.of("ETL"),
          412,
          3,
          Instant.EPOCH);
  private static final Document BROKEN =
      new Document(
          new DocumentUri("documents", "z.pdf"),
          DocumentStatus.FAILED,
          Optional.of("It is encrypted."),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          Instant.EPOCH);

  private final List<Wanted> asked = new ArrayList<>();
  private final List<String> lookedUp = new ArrayList<>();

  private JsonNode response(ObjectNode event, DocumentList list) {
    DocumentsFunction function =
        new DocumentsFunction(
            new Edge(CLOCK, "groups"),
            wanted -> {
              asked.add(wanted);
              return list.list(wanted);
            },
            (key, groups) -> {
              assertEquals(Set.of("data"), groups);
              lookedUp.add(key);
              return Optional.of(ETL).filter(document -> document.uri().key().equals(key));
            },
            new UploadRequests("data"),
            upload -> {
              throw new AssertionError(upload);
            });
    event.withObject("/requestContext/authorizer").put("principalId", "ana").put("groups", "data");
    return invoke(function::handleRequest, event.toString());
  }

  private JsonNode list(Map<String, String> query, DocumentList list) {
    ObjectNode event = event("documents");
    ObjectNode parameters = event.putObject("queryStringParameters");
    query.forEach(parameters::put);
    return response(event, list);
  }

  private JsonNode one(String encoded) {
    ObjectNode event = event("documents").put("resource", "/documents/{key+}");
    event.putNull("queryStringParameters");
    event.putObject("pathParameters").put("key", encoded);
    return response(event, _ -> new Page(List.of(), false));
  }

  private static JsonNode body(JsonNode response) {
    return json(response.path("body").textValue());
  }

  private static String token(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPageTellsOfEachDocumentWhatThereIs() {
    JsonNode response = response(event("documents"), _ -> new Page(List.of(ETL, BROKEN), false));

    assertEquals(200, response.path("statusCode").intValue());
    assertEquals(
        json(
            """
            {"documents": [
               {"uri": "s3://documents/curso/etl ñ+.md", "status": "INDEXED", "version": "v1",
                "title": "ETL", "bytes": 412, "passages": 3,
                "updatedAt": "1970-01-01T00:00:00Z"},
               {"uri": "s3://documents/z.pdf", "status": "FAILED",
                "reason": "It is encrypted.", "bytes": 0, "passages": 0,
                "updatedAt": "1970-01-01T00:00:00Z"}]}
            """),
        body(response));
    assertEquals(
        List.of(new Wanted("curso/", Optional.empty(), Set.of("data"), 20, Optional.empty())),
        asked);
  }

  @Test
  void aTokenGoesOnBehindThePageBefore() {
    JsonNode first = body(list(Map.of(), _ -> new Page(List.of(BROKEN, ETL), true)));
    String token = first.path("nextToken").textValue();
    JsonNode last =
        body(list(Map.of("nextToken", token, "status", "FAILED"), _ -> new Page(List.of(), false)));

    assertEquals(json("{\"documents\": []}"), last);
    assertEquals(
        List.of(
            new Wanted("", Optional.empty(), Set.of("data"), 100, Optional.empty()),
            new Wanted(
                "",
                Optional.of(DocumentStatus.FAILED),
                Set.of("data"),
                100,
                Optional.of("curso/etl ñ+.md"))),
        asked);
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0",
    "limit, 1001",
    "limit, ten",
    "limit, ''",
    "limit, 1.0",
    "limit, 99999999999",
    "status, indexed",
    "status, ''",
    "nextToken, ''",
    "nextToken, '%%%'",
  })
  void whatIsWrongIsNamed(String parameter, String value) {
    JsonNode response =
        list(
            Map.of(parameter, value),
            _ -> {
              throw new AssertionError();
            });

    assertEquals(400, response.path("statusCode").intValue());
    assertEquals(
        parameter, body(response).path("detail").textValue().split(":", 2)[0], response.toString());
  }

  @Test
  void aTokenOfAnotherListIsRefused() {
    for (String key : List.of("other/a", "curs", "curso/" + "a".repeat(1_024))) {
      JsonNode response =
          list(
              Map.of("prefix", "curso/", "nextToken", token(key)), _ -> new Page(List.of(), false));

      assertEquals(
          "nextToken: is not one that this list gave.",
          body(response).path("detail").textValue(),
          key);
    }
    list(
        Map.of("prefix", "curso/", "nextToken", token("curso/a")), _ -> new Page(List.of(), false));
    assertEquals(Optional.of("curso/a"), asked.getFirst().after());
  }

  @Test
  void aPrefixIsNoLongerThanAKey() {
    assertEquals(
        400,
        list(Map.of("prefix", "ñ".repeat(513)), _ -> new Page(List.of(), false))
            .path("statusCode")
            .intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"curso/etl%20%C3%B1+.md", "curso%2Fetl%20%c3%b1%2B.md"})
  void aDocumentIsFoundByItsPercentEncodedKey(String encoded) {
    JsonNode response = one(encoded);

    assertEquals(List.of("curso/etl ñ+.md"), lookedUp);
    assertEquals("s3://documents/curso/etl ñ+.md", body(response).path("uri").textValue());
  }

  @Test
  void aDocumentIsFoundByItsKeyAsItIs() {
    JsonNode response = list(Map.of("key", "curso/etl ñ+.md"), _ -> new Page(List.of(), false));

    assertEquals("INDEXED", body(response).path("status").textValue());
    assertEquals(List.of(), asked);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(404, one("curso/etl").path("statusCode").intValue());
    assertEquals(List.of("curso/etl"), lookedUp);
  }

  @Test
  void whatCannotBeAKeyIsNotLookedUp() {
    assertEquals(404, one("").path("statusCode").intValue());
    assertEquals(404, one("%C3%B1".repeat(513)).path("statusCode").intValue());
    assertEquals(400, one("100%").path("statusCode").intValue());
    assertEquals(List.of(), lookedUp);
  }
}
