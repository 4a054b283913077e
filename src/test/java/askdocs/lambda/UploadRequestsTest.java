package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.RECEIVED;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.DocumentList.Page;
import askdocs.ingest.UploadPlace.Offer;
import askdocs.ingest.UploadPlace.Upload;
import askdocs.knowledge.DocumentUri;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadRequestsTest {
  private final List<Upload> uploads = new ArrayList<>();

  private JsonNode response(String uploadGroup, String groups, String body) {
    DocumentsFunction function =
        new DocumentsFunction(
            new Edge(CLOCK, "groups"),
            _ -> new Page(List.of(), false),
            (_, _) -> Optional.empty(),
            new UploadRequests(uploadGroup),
            upload -> {
              uploads.add(upload);
              return new Offer(
                  "PUT",
                  URI.create("https://bucket/uploads/1/a.pdf?signed"),
                  Map.of("content-type", "application/pdf", "if-none-match", "*"),
                  new DocumentUri("bucket", "uploads/1/a.pdf"),
                  RECEIVED);
            });
    ObjectNode event = event("ask").put("resource", "/documents").put("body", body);
    event.withObject("/requestContext/authorizer").put("principalId", "ana").put("groups", groups);
    return invoke(function::handleRequest, event.toString());
  }

  private static JsonNode body(JsonNode response) {
    return json(response.path("body").textValue());
  }

  @Test
  void whoMayUploadIsGivenAPlace() {
    JsonNode response =
        response(
            "uploaders",
            "uploaders,finance",
            """
            {"name": "a.pdf", "contentType": "application/pdf", "bytes": 12,
             "groups": ["finance"]}\
            """);

    assertEquals(200, response.path("statusCode").intValue());
    assertEquals(
        json(
            """
            {"method": "PUT", "url": "https://bucket/uploads/1/a.pdf?signed",
             "headers": {"content-type": "application/pdf", "if-none-match": "*"},
             "uri": "s3://bucket/uploads/1/a.pdf", "expiresAt": "2026-11-22T18:00:00Z"}\
            """),
        body(response));
    assertEquals(
        List.of(new Upload("a.pdf", "application/pdf", 12, Optional.of(Set.of("finance")))),
        uploads);
  }

  @Test
  void aCallerWithoutGroupsMayUploadWhereEverybodyMay() {
    response("*", "", "{\"name\": \"a.md\", \"contentType\": \"text/markdown\", \"bytes\": 1}");

    assertEquals(List.of(new Upload("a.md", "text/markdown", 1, Optional.empty())), uploads);
  }

  @Test
  void othersAreTurnedAwayBeforeTheirBodyIsRead() {
    JsonNode response = response("uploaders", "finance", "not JSON");

    assertEquals(403, response.path("statusCode").intValue());
    assertEquals("forbidden", body(response).path("code").textValue());
    assertEquals(List.of(), uploads);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name: is missing.",
        "{'name': 7}|name: must be a string.",
        "{'name': ' '}|name: must have 1 to 200 characters.",
        "{'name': 'a/b.pdf'}|name: must be a file's name, without a folder or control characters.",
        "{'name': '..'}|name: must be a file's name, without a folder or control characters.",
        "{'name': 'a\\u0000'}|name: must be a file's name, without a folder or control characters.",
        "{'name': 'a\\ud800'}|name: must be a file's name, without a folder or control characters.",
        "{'name': 'a.Metadata.json'}|name: must not end in .metadata.json; give groups instead.",
        "{'name': 'a'}|contentType: is missing.",
        "{'name': 'a', 'contentType': 'x'}|"
            + "contentType: must be a media type such as application/pdf.",
        "{'name': 'a', 'contentType': 'a/b'}|bytes: must be a whole number between 1 and"
            + " 209715200.",
        "{'name': 'a', 'contentType': 'a/b', 'bytes': 0}|"
            + "bytes: must be a whole number between 1 and 209715200.",
        "{'name': 'a', 'contentType': 'a/b', 'bytes': 209715201}|"
            + "bytes: must be a whole number between 1 and 209715200.",
        "{'name': 'a', 'contentType': 'a/b', 'bytes': 1, 'groups': 'data'}|"
            + "groups: must be a list of names.",
        "{'name': 'a', 'contentType': 'a/b', 'bytes': 1, 'groups': ['data', 'board']}|"
            + "groups: must name only groups that you belong to.",
        "{'key': 'a'}|key: is an unknown field."
      })
  void whatIsWrongIsNamed(String body, String detail) {
    JsonNode response = response("data", "data", body.replace('\'', '"'));

    assertEquals(400, response.path("statusCode").intValue());
    assertEquals(detail, body(response).path("detail").textValue());
    assertEquals(List.of(), uploads);
  }
}
