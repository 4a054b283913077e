package askdocs.aws;

import askdocs.ask.FoundPassages;
import askdocs.ask.Hit;
import askdocs.ask.Retriever;
import askdocs.aws.OpenSearch.Reply;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * The nearest passages by their vectors' cosine and the best by BM25, in one {@code _msearch}; and
 * what is used of them, in another: to read the text of all would take longer than to search.
 *
 * <p>Words are counted over all shards before any passage is scored ({@code dfs_query_then_fetch}):
 * a document's passages all lie in one shard, so that a shard alone would take its own words for
 * common ones.
 */
public final class HybridRetriever implements Retriever, FoundPassages {
  private static final byte[] OVER_ALL_SHARDS =
      "{\"search_type\": \"dfs_query_then_fetch\"}\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLAIN = "{}\n".getBytes(StandardCharsets.UTF_8);

  private final OpenSearch openSearch;
  private final SearchBodies bodies;
  private final Retrying retrying;

  /**
   * A retriever.
   *
   * @param languages the languages whose fields are searched; a language that the index was made
   *     without finds nothing of its own
   */
  public HybridRetriever(OpenSearch openSearch, Languages languages, Retrying retrying) {
    this.openSearch = openSearch;
    this.bodies = new SearchBodies(languages);
    this.retrying = retrying;
  }

  @Override
  public Candidates candidates(Wanted wanted, Deadline deadline) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    add(lines, OVER_ALL_SHARDS, bodies.byWords(wanted));
    wanted.embedding().ifPresent(vector -> add(lines, PLAIN, bodies.byMeaning(wanted, vector)));
    List<JsonNode> found = search(wanted.index(), lines.toByteArray(), deadline);
    return new Candidates(
        found.size() > 1 ? scored(found.getLast(), HybridRetriever::cosine) : List.of(),
        scored(found.getFirst(), hit -> hit.path("_score").asDouble()));
  }

  private static List<Scored> scored(JsonNode hits, Function<JsonNode, Double> score) {
    List<Scored> scored = new ArrayList<>();
    hits.forEach(hit -> scored.add(PassageJson.scored(hit.path("fields"), score.apply(hit))));
    return scored;
  }

  /** Lucene's score for cosine similarity is (1 + cosine) / 2: the mapping that is wanted. */
  private static double cosine(JsonNode hit) {
    return Math.clamp(hit.path("_score").asDouble(), 0, 1);
  }

  @Override
  public Map<PassageId, Hit> read(
      IndexRef index, Optional<Embedding> embedding, Set<PassageId> passages, Deadline deadline) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    add(lines, PLAIN, bodies.reading(embedding, passages));
    Map<PassageId, Hit> read = new HashMap<>();
    for (JsonNode hit : search(index, lines.toByteArray(), deadline).getFirst()) {
      Passage passage = PassageJson.read(hit.path("_source"));
      read.put(
          passage.id(),
          new Hit(
              passage,
              embedding.isPresent() ? OptionalDouble.of(cosine(hit)) : OptionalDouble.empty()));
    }
    return read;
  }

  private static void add(ByteArrayOutputStream lines, byte[] header, ObjectNode body) {
    lines.writeBytes(header);
    lines.writeBytes(Json.bytes(body));
    lines.write('\n');
  }

  /** The hits of each of the searches. */
  private List<JsonNode> search(IndexRef index, byte[] lines, Deadline deadline) {
    return retrying.call(Upstream.SEARCH, deadline, time -> search(index.name(), lines, time));
  }

  private List<JsonNode> search(String index, byte[] lines, Duration time) {
    Reply reply =
        openSearch.sendLines(
            "/" + index + "/_msearch", Map.of("rest_total_hits_as_int", "true"), lines, time);
    JsonNode responses = reply.body().path("responses");
    if (!reply.succeeded() || responses.isEmpty()) {
      throw OpenSearch.unexpected("The search was refused", reply);
    }
    List<JsonNode> hits = new ArrayList<>();
    responses.forEach(response -> hits.add(complete(response).path("hits").path("hits")));
    return hits;
  }

  private static JsonNode complete(JsonNode response) {
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
}
