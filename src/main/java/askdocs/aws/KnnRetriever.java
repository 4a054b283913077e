package askdocs.aws;

import askdocs.ask.Hit;
import askdocs.ask.Retriever;
import askdocs.aws.OpenSearch.Reply;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The nearest passages by their vectors' cosine, in one {@code _msearch}.
 *
 * <p>The access filter is part of the k-NN query, so that what a caller may not read takes no place
 * among the nearest.
 *
 * @see <a
 *     href="https://docs.opensearch.org/latest/vector-search/filter-search-knn/efficient-knn-filtering/">Efficient
 *     k-NN filtering</a>
 */
public final class KnnRetriever implements Retriever {
  private final OpenSearch openSearch;
  private final Retrying retrying;

  public KnnRetriever(OpenSearch openSearch, Retrying retrying) {
    this.openSearch = openSearch;
    this.retrying = retrying;
  }

  @Override
  public List<Hit> nearest(Nearest wanted, Deadline deadline) {
    byte[] lines = lines(wanted);
    JsonNode response = retrying.call(deadline, time -> search(wanted.index().name(), lines, time));
    List<Hit> hits = new ArrayList<>();
    response.path("hits").path("hits").forEach(hit -> hits.add(hit(hit)));
    return hits;
  }

  private JsonNode search(String index, byte[] lines, Duration time) {
    Reply reply =
        openSearch.sendLines(
            "/" + index + "/_msearch", Map.of("rest_total_hits_as_int", "true"), lines, time);
    JsonNode response = reply.body().path("responses").path(0);
    if (!reply.succeeded() || !response.isObject()) {
      throw OpenSearch.unexpected("The search was refused", reply);
    }
    int status = response.path("status").asInt();
    if (response.has("error")) {
      throw new UpstreamException(
          "The search failed: " + status + " " + response.path("error").path("type").asText(),
          status == 429 || status >= 500 ? Kind.RETRYABLE : Kind.PERMANENT);
    }
    if (response.path("timed_out").asBoolean()
        || response.path("_shards").path("failed").asInt() > 0) {
      throw new UpstreamException("The search saw a part of the index only", Kind.RETRYABLE);
    }
    return response;
  }

  private static byte[] lines(Nearest wanted) {
    ObjectNode search = Json.MAPPER.createObjectNode().put("size", wanted.count());
    search.putObject("_source").putArray("excludes").add("vector").add("context");
    ObjectNode knn = search.putObject("query").putObject("knn").putObject("vector");
    ArrayNode vector = knn.putArray("vector");
    for (float value : wanted.embedding().values()) {
      vector.add(value);
    }
    knn.put("k", wanted.count());
    ObjectNode filter = knn.putObject("filter").putObject("bool");
    ArrayNode principals =
        filter.putArray("filter").addObject().putObject("terms").putArray("access");
    wanted.principals().forEach(principals::add);
    ArrayNode excluded = filter.putArray("must_not");
    for (DocumentVersion version : wanted.excluded()) {
      ArrayNode both = excluded.addObject().putObject("bool").putArray("filter");
      both.addObject().putObject("term").put("key", version.key());
      both.addObject().putObject("term").put("generation", version.generation());
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes("{}\n".getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(Json.bytes(search));
    lines.write('\n');
    return lines.toByteArray();
  }

  /** Lucene's score for cosine similarity is (1 + cosine) / 2: the mapping that is wanted. */
  private static Hit hit(JsonNode hit) {
    double score = Math.clamp(hit.path("_score").asDouble(), 0, 1);
    return new Hit(PassageJson.read(hit.path("_source")), score);
  }
}
