package askdocs.local.chaos;

import askdocs.local.template.LocalResources;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What table and index hold, read without any of the code that wrote it.
 *
 * @param rows by key
 * @param passages by key, in the order of generations and ordinals
 */
record Held(Map<String, Row> rows, Map<String, List<Passage>> passages) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 1_000;

  /** A document's row; live is -1 where nothing is. */
  record Row(String status, long live, long settled, String etag) {}

  /** A passage of the index. */
  record Passage(long generation, int ordinal, String version, String text, Set<String> access) {}

  /** Reads both. */
  static Held in(LocalResources resources) throws IOException, InterruptedException {
    List<Map<String, AttributeValue>> items = items(resources);
    String index =
        items.stream()
            .filter(item -> item.get("index").s().equals("#control"))
            .map(item -> item.get("servingIndex").s())
            .findFirst()
            .orElseThrow(() -> new IOException("No index serves"));
    Map<String, Row> rows =
        items.stream()
            .filter(item -> item.get("index").s().equals(index))
            .collect(Collectors.toMap(item -> item.get("key").s(), Held::row));
    return new Held(rows, passages(resources.openSearch(), index));
  }

  private static List<Map<String, AttributeValue>> items(LocalResources resources) {
    try (DynamoDbClient dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(resources.dynamodb())
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
      return dynamoDb
          .scanPaginator(request ->
              request.tableName(resources.ref("StateTable").orElseThrow()).consistentRead(true))
          .items()
          .stream()
          .toList();
    }
  }

  private static Row row(Map<String, AttributeValue> item) {
    AttributeValue none = AttributeValue.fromS("");
    return new Row(
        item.getOrDefault("status", none).s(),
        Long.parseLong(item.getOrDefault("live", AttributeValue.fromN("-1")).n()),
        Long.parseLong(item.get("settled").n()),
        item.getOrDefault("etag", none).s());
  }

  private static Map<String, List<Passage>> passages(URI openSearch, String index)
      throws IOException, InterruptedException {
    Map<String, List<Passage>> passages = new TreeMap<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      post(http, openSearch.resolve("/" + index + "/_refresh"), "");
      ObjectNode search = JSON.createObjectNode().put("size", PAGE);
      search.putObject("_source").putArray("excludes").add("vector");
      search.putArray("sort").add("key").add("generation").add("ordinal");
      while (true) {
        JsonNode hits =
            post(http, openSearch.resolve("/" + index + "/_search"), search.toString())
                .path("hits")
                .path("hits");
        if (hits.isEmpty()) {
          return passages;
        }
        for (JsonNode hit : hits) {
          JsonNode source = hit.path("_source");
          passages
              .computeIfAbsent(source.path("key").asText(), _ -> new ArrayList<>())
              .add(passage(source));
        }
        search.set("search_after", hits.get(hits.size() - 1).path("sort"));
      }
    }
  }

  private static Passage passage(JsonNode source) {
    Set<String> access = new HashSet<>();
    source.path("access").forEach(principal -> access.add(principal.asText()));
    return new Passage(
        source.path("generation").asLong(),
        source.path("ordinal").asInt(),
        source.path("version").asText(),
        source.path("text").asText(),
        access);
  }

  private static JsonNode post(HttpClient http, URI uri, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200 || answer.path("_shards").path("failed").asInt() > 0) {
      throw new IOException("OpenSearch does not answer: " + response.body());
    }
    return answer;
  }

  /** How many passages there are. */
  int count() {
    return passages.values().stream().mapToInt(List::size).sum();
  }
}
