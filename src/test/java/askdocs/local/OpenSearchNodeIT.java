package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSearchNodeIT {
  private static final Path HOME = Path.of("target/opensearch");
  private static final String INDEX =
      """
      {"settings": {"index.knn": true, "number_of_shards": 1, "number_of_replicas": 0},
       "mappings": {"dynamic": "strict", "properties": {
         "access": {"type": "keyword"},
         "text": {"type": "text", "analyzer": "spanish"},
         "vector": {"type": "knn_vector", "dimension": 3, "method":
           {"engine": "lucene", "name": "hnsw", "space_type": "cosinesimil"}}}}}
      """;
  private static final String PASSAGES =
      """
      {"index": {"_id": "etl"}}
      {"access": ["*"], "text": "Extraer, transformar y cargar los datos", "vector": [1, 0, 0]}
      {"index": {"_id": "secret"}}
      {"access": ["g:finance"], "text": "Las cuentas son secretas", "vector": [0.9, 0.1, 0]}
      {"index": {"_id": "archive"}}
      {"access": ["*"], "text": "Los documentos duermen", "vector": [0, 0, 1]}
      """;
  private static final String NEAREST_PUBLIC =
      """
      {"_source": false, "query": {"knn": {"vector": {"vector": [0.9, 0.1, 0], "k": 2,
        "filter": {"terms": {"access": ["*"]}}}}}}
      """;
  private static final String IN_THE_SINGULAR =
      """
      {"_source": false, "query": {"match": {"text": "¿un documento?"}}}
      """;

  @TempDir private Path data;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void searchesByVectorAndBySpanishWordsAndKeepsItsDataThroughACrash()
      throws IOException, InterruptedException {
    try (OpenSearchNode node = OpenSearchNode.start(HOME, data, 0)) {
      send(node, "PUT", "/passages", INDEX);
      assertFalse(
          send(node, "POST", "/passages/_bulk?refresh=true", PASSAGES).get("errors").asBoolean());
      assertEquals(List.of("etl", "archive"), search(node, NEAREST_PUBLIC));
      assertEquals(List.of("archive"), search(node, IN_THE_SINGULAR));
      node.kill();
      assertFalse(node.isAlive());
    }

    try (OpenSearchNode node = OpenSearchNode.start(HOME, data, 0)) {
      assertEquals(List.of("etl", "archive"), search(node, NEAREST_PUBLIC));
      assertEquals(List.of("archive"), search(node, IN_THE_SINGULAR));
      JsonNode deleted =
          send(
              node,
              "POST",
              "/passages/_delete_by_query?refresh=true",
              """
              {"query": {"ids": {"values": ["archive"]}}}
              """);
      assertEquals(1, deleted.get("deleted").asInt());
      assertEquals(List.of(), search(node, IN_THE_SINGULAR));
    }
  }

  private List<String> search(OpenSearchNode node, String query)
      throws IOException, InterruptedException {
    JsonNode hits = send(node, "POST", "/passages/_search", query).get("hits").get("hits");
    return StreamSupport.stream(hits.spliterator(), false)
        .map(hit -> hit.get("_id").asText())
        .toList();
  }

  private JsonNode send(OpenSearchNode node, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(node.endpoint().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return json.readTree(response.body());
  }
}
