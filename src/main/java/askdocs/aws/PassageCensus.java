package askdocs.aws;

import askdocs.aws.OpenSearch.Reply;
import askdocs.aws.Pages.Page;
import askdocs.ingest.PassageListing;
import askdocs.ingest.PassageLookup;
import askdocs.knowledge.Deadline;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the passages of one index by document and generation: a composite aggregation, 1,000
 * counts a page. It orders keywords by their UTF-8 bytes.
 *
 * @see <a href="https://docs.opensearch.org/latest/aggregations/bucket/composite/">Composite
 *     aggregations</a>
 */
public final class PassageCensus implements PassageListing, PassageLookup {
  private static final int PAGE = 1_000;
  private static final String NO_INDEX = "index_not_found_exception";

  /** How long a page may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OpenSearch openSearch;
  private final String index;
  private final Retrying retrying;
  private final Clock clock;

  public PassageCensus(OpenSearch openSearch, String index, Retrying retrying, Clock clock) {
    this.openSearch = openSearch;
    this.index = index;
    this.retrying = retrying;
    this.clock = clock;
  }

  /** All of the index, with what no search could find before; nothing if there is no index. */
  @Override
  public Iterator<Held> generations() {
    return new Pages<>(() -> {
      refresh();
      return page(Optional.empty(), Optional.empty());
    });
  }

  @Override
  public List<Held> generationsOf(String key) {
    List<Held> held = new ArrayList<>();
    new Pages<>(() -> page(Optional.of(key), Optional.empty())).forEachRemaining(held::add);
    return held;
  }

  private void refresh() {
    Reply reply = retry(time -> openSearch.send("POST", "/" + index + "/_refresh", Map.of(), time));
    if (!reply.succeeded() && !reply.errorType().equals(NO_INDEX)) {
      throw OpenSearch.unexpected("The index was not refreshed", reply);
    }
  }

  private Page<Held> page(Optional<String> key, Optional<JsonNode> after) {
    ObjectNode search = search(key, after);
    Map<String, String> parameters =
        key.map(routing -> Map.of("routing", routing)).orElse(Map.of());
    Reply reply =
        retry(time -> openSearch.send("POST", "/" + index + "/_search", parameters, search, time));
    if (reply.errorType().equals(NO_INDEX)) {
      return new Page<>(List.of(), Optional.empty());
    }
    if (!reply.succeeded() || reply.body().path("timed_out").asBoolean() || isPartial(reply)) {
      throw OpenSearch.unexpected("The passages were not counted", reply);
    }
    JsonNode aggregation = reply.body().path("aggregations").path("held");
    List<Held> held = new ArrayList<>();
    for (JsonNode bucket : aggregation.path("buckets")) {
      held.add(
          new Held(
              bucket.path("key").path("key").asText(),
              bucket.path("key").path("generation").asLong(),
              bucket.path("doc_count").asInt()));
    }
    return new Page<>(
        held,
        Optional.ofNullable(aggregation.get("after_key"))
            .<Supplier<Page<Held>>>map(last -> () -> page(key, Optional.of(last))));
  }

  /** What a shard that failed holds would be missing. */
  private static boolean isPartial(Reply reply) {
    return reply.body().path("_shards").path("failed").asInt() > 0;
  }

  private static ObjectNode search(Optional<String> key, Optional<JsonNode> after) {
    ObjectNode search =
        Json.MAPPER.createObjectNode().put("size", 0).put("track_total_hits", false);
    key.ifPresent(one -> search.putObject("query").putObject("term").put("key", one));
    ObjectNode composite =
        search.putObject("aggs").putObject("held").putObject("composite").put("size", PAGE);
    ArrayNode sources = composite.putArray("sources");
    for (String field : List.of("key", "generation")) {
      sources.addObject().putObject(field).putObject("terms").put("field", field);
    }
    after.ifPresent(last -> composite.set("after", last));
    return search;
  }

  private Reply retry(Function<Duration, Reply> call) {
    return retrying.call(Upstream.INDEX, Deadline.in(PATIENCE, clock), call);
  }
}
