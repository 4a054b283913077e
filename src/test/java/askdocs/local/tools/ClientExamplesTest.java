package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientExamplesTest {
  private static final String PATHS =
      """
      {"paths": {
         "/ask": {"post": {"operationId": "ask", "summary": "Answers.", "requestBody": {"content":
           {"application/json": {"schema": {"$ref": "#/components/schemas/Question"}}}}}},
         "/ask/stream": {"post": {"operationId": "askStream", "summary": "Streams.",
           "requestBody": {"content":
             {"application/json": {"schema": {"$ref": "#/components/schemas/Question"}}}},
           "responses": {"200": {"content": {"text/event-stream": {}}}}}},
         "/documents": {"get": {"operationId": "listDocuments", "summary": "Lists.",
           "parameters": [{"name": "prefix", "in": "query"}]}},
         "/documents/{key}": {"get": {"operationId": "getDocument", "summary": "Tells of one."}}},
       "components": {"schemas": {"Question": {"examples": [{"question": "¿Qué es ETL?"}]}}}}
      """;

  private static ClientExamples examples() throws IOException {
    return new ClientExamples(new ObjectMapper().readTree(PATHS));
  }

  private static String from(String text, String begin) {
    return text.substring(text.indexOf(begin));
  }

  @Test
  void curlCallsEachWithAnExample() throws IOException {
    assertEquals(
        """
        # Answers.
        call --request POST "${ASKDOCS_URL%/}/ask" --data '{"question":"¿Qué es ETL?"}'

        # Streams.
        call --request POST "${ASKDOCS_URL%/}/ask/stream" --data '{"question":"¿Qué es ETL?"}'

        # Lists.
        call --request GET "${ASKDOCS_URL%/}/documents"

        # Tells of one.
        call --request GET "${ASKDOCS_URL%/}/documents/samples%2Fetl.md"
        """,
        from(examples().curl(), "# Answers."));
  }

  @Test
  void pythonHasAFunctionForEach() throws IOException {
    assertEquals(
        """
        def ask(body):
            \"""Answers.\"""
            return call("POST", "/ask", body)


        def ask_stream(body):
            \"""Streams.\"""
            return events("POST", "/ask/stream", body)


        def list_documents(**query):
            \"""Lists.\"""
            return call("GET", "/documents", query=query)


        def get_document(key):
            \"""Tells of one.\"""
            return call("GET", "/documents/" + urllib.parse.quote(key, safe=""))


        if __name__ == "__main__":
            print(json.dumps(ask({"question":"¿Qué es ETL?"}), indent=2, ensure_ascii=False))
        """,
        from(examples().python(), "def ask("));
  }

  @Test
  void javaScriptHasAFunctionForEach() throws IOException {
    assertEquals(
        """
        // Answers.
        export const ask = (body) => call("POST", "/ask", { body });

        // Streams.
        export const askStream = (body) => events("POST", "/ask/stream", { body });

        // Lists.
        export const listDocuments = (query) => call("GET", "/documents", { query });

        // Tells of one.
        export const getDocument = (key) => call("GET", "/documents/" + encodeURIComponent(key));

        console.log(JSON.stringify(await ask({"question":"¿Qué es ETL?"}), null, 2));
        """,
        from(examples().javaScript(), "// Answers."));
  }

  @Test
  void theDescriptionHasAnExampleOfEachBody() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(Path.of("src/main/resources/askdocs/openapi.json").toFile());
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        String schema = operation.at("/requestBody/content/application~1json/schema/$ref").asText();
        if (!schema.isEmpty()) {
          assertTrue(document.at(schema.substring(1)).path("examples").path(0).isObject(), schema);
        }
      }
    }
  }
}
