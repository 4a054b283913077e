package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;

/**
 * The same passages with the same vectors, in an index as each peer wants it. The peers would make
 * theirs with an engine that the local OpenSearch does not have.
 */
final class PeerIndices implements AutoCloseable {
  static final String LANGCHAIN4J = "bench-langchain4j";
  static final String SPRING_AI = "bench-springai";

  private static final int BATCH = 200;

  private final NodeApi openSearch;

  PeerIndices(URI endpoint) {
    this.openSearch = new NodeApi(endpoint);
  }

  /**
   * Makes and fills them from the index of AskDocs.
   *
   * @param index its name
   * @param dimensions its vectors' length
   * @return how many passages there are
   */
  int fill(String index, int dimensions) throws IOException, InterruptedException {
    openSearch.send("PUT", "/" + LANGCHAIN4J, mapping("vector", "text", dimensions));
    openSearch.send("PUT", "/" + SPRING_AI, mapping("embedding", "content", dimensions));
    JsonNode page =
        openSearch.send(
            "POST",
            "/" + index + "/_search?scroll=5m",
            NodeApi.JSON.createObjectNode().put("size", BATCH).toString());
    int passages = 0;
    while (!page.path("hits").path("hits").isEmpty()) {
      StringBuilder bulk = new StringBuilder();
      for (JsonNode hit : page.path("hits").path("hits")) {
        append(bulk, hit.path("_id").asText(), hit.path("_source"));
        passages++;
      }
      JsonNode written = openSearch.send("POST", "/_bulk", bulk.toString());
      if (written.path("errors").asBoolean()) {
        throw new IOException("A peer's index was not filled: " + written);
      }
      page =
          openSearch.send(
              "POST",
              "/_search/scroll",
              NodeApi.JSON
                  .createObjectNode()
                  .put("scroll", "5m")
                  .put("scroll_id", page.path("_scroll_id").asText())
                  .toString());
    }
    openSearch.send("POST", "/" + LANGCHAIN4J + "," + SPRING_AI + "/_refresh", "");
    return passages;
  }

  private static String mapping(String vector, String text, int dimensions) {
    ObjectNode index = NodeApi.JSON.createObjectNode();
    index.putObject("settings").putObject("index").put("knn", true).put("number_of_replicas", 0);
    ObjectNode properties = index.putObject("mappings").putObject("properties");
    properties
        .putObject(vector)
        .put("type", "knn_vector")
        .put("dimension", dimensions)
        .putObject("method")
        .put("name", "hnsw")
        .put("engine", "lucene")
        .put("space_type", "cosinesimil");
    properties.putObject(text).put("type", "text");
    properties.putObject("metadata").put("type", "object");
    return index.toString();
  }

  private static void append(StringBuilder bulk, String id, JsonNode passage) {
    String title = passage.path("title").asText();
    String key = passage.path("key").asText();
    ObjectNode langChain4j =
        NodeApi.JSON.createObjectNode().put("text", passage.path("text").asText());
    langChain4j.set("vector", passage.path("vector"));
    langChain4j.putObject("metadata").put("title", title).put("key", key);
    line(bulk, LANGCHAIN4J, id, langChain4j);
    ObjectNode springAi =
        NodeApi.JSON.createObjectNode().put("id", id).put("content", passage.path("text").asText());
    springAi.set("embedding", passage.path("vector"));
    springAi.putObject("metadata").put("title", title).put("key", key);
    line(bulk, SPRING_AI, id, springAi);
  }

  private static void line(StringBuilder bulk, String index, String id, ObjectNode document) {
    ObjectNode action = NodeApi.JSON.createObjectNode();
    action.putObject("index").put("_index", index).put("_id", id);
    bulk.append(action).append('\n').append(document).append('\n');
  }

  @Override
  public void close() {
    openSearch.close();
  }
}
