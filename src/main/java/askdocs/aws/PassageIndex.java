package askdocs.aws;

import askdocs.aws.OpenSearch.Reply;
import askdocs.ingest.KnownEmbeddings;
import askdocs.ingest.PassageRemoval;
import askdocs.ingest.PassageWriter;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes and removes the passages of one index; a document's all lie in one shard, by its key. */
public final class PassageIndex implements PassageWriter, PassageRemoval, KnownEmbeddings {
  /** How long a write may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The fields that an index made by an earlier version may lack. */
  private static final List<String> ADDED = List.of("date", "wordsHash");

  private final OpenSearch openSearch;
  private final IndexRef index;
  private final Languages languages;
  private final Retrying retrying;
  private final Clock clock;
  private final SharedRefresh refreshed = new SharedRefresh(this::refresh);

  /**
   * An index.
   *
   * @param languages the languages that it has fields for when it is made
   */
  public PassageIndex(
      OpenSearch openSearch, IndexRef index, Languages languages, Retrying retrying, Clock clock) {
    this.openSearch = openSearch;
    this.index = index;
    this.languages = languages;
    this.retrying = retrying;
    this.clock = clock;
  }

  /** Makes the index, if there is none of its name; one that was made before gets new fields. */
  public void create() {
    ObjectNode definition = Json.resource("passages-index.json").deepCopy();
    definition.withObject("/mappings/properties/vector").put("dimension", index.dimensions());
    languages.keepIn(definition);
    definition.putObject("aliases").putObject(alias());
    Reply reply =
        retry(time -> openSearch.send("PUT", "/" + index.name(), Map.of(), definition, time));
    if (reply.errorType().equals("resource_already_exists_exception")) {
      addFields(definition);
    } else if (!reply.succeeded()) {
      throw OpenSearch.unexpected("The index cannot be made", reply);
    }
  }

  private void addFields(ObjectNode definition) {
    ObjectNode mapping = Json.MAPPER.createObjectNode();
    ObjectNode fields = mapping.putObject("properties");
    ADDED.forEach(name -> fields.set(name, definition.at("/mappings/properties/" + name)));
    Reply reply =
        retry(time ->
            openSearch.send("PUT", "/" + index.name() + "/_mapping", Map.of(), mapping, time));
    if (!reply.succeeded()) {
      throw OpenSearch.unexpected("The index gets no new fields", reply);
    }
  }

  /** Drops the index, if there is one of its name. */
  public void drop() {
    Reply reply = retry(time -> openSearch.send("DELETE", "/" + index.name(), Map.of(), time));
    if (!reply.succeeded() && reply.status() != 404) {
      throw OpenSearch.unexpected("The index cannot be dropped", reply);
    }
  }

  /** Passages are written through an alias, since a write to no index would make one. */
  private String alias() {
    return index.name() + "-write";
  }

  @Override
  public void write(List<Embedded> passages, boolean last) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Embedded embedded : passages) {
      ObjectNode action = Json.MAPPER.createObjectNode();
      action
          .putObject("index")
          .put("_id", PassageJson.documentId(embedded.passage().id()))
          .put("routing", embedded.passage().id().key());
      lines.writeBytes(Json.bytes(action));
      lines.write('\n');
      lines.writeBytes(Json.bytes(PassageJson.write(embedded)));
      lines.write('\n');
    }
    byte[] body = lines.toByteArray();
    retry(time -> bulk(body, time));
    if (last) {
      refreshed.await();
    }
  }

  /** One try: it succeeds only if each of its items did. */
  private Reply bulk(byte[] lines, Duration time) {
    Reply reply =
        openSearch.sendLines(
            "/" + alias() + "/_bulk", Map.of("require_alias", "true"), lines, time);
    if (!reply.succeeded()) {
      throw OpenSearch.unexpected("The passages were refused", reply);
    }
    for (JsonNode item : reply.body().path("items")) {
      JsonNode result = item.path("index");
      int status = result.path("status").asInt();
      if (status < 200 || status >= 300) {
        throw new UpstreamException(
            "A passage was not written: "
                + status
                + " "
                + result.path("error").path("type").asText(),
            status == 429 || status >= 500 ? Kind.RETRYABLE : Kind.PERMANENT);
      }
    }
    return reply;
  }

  @Override
  public void remove(Generations generations) {
    if (!generations.searchable()) {
      // Passages that no search can find yet would not be found by the removal either.
      refreshed.await();
    }
    retry(time -> delete(generations, time));
  }

  private void refresh() {
    retry(time -> {
      Reply reply = openSearch.send("POST", "/" + index.name() + "/_refresh", Map.of(), time);
      if (!reply.succeeded()) {
        throw OpenSearch.unexpected("The index was not refreshed", reply);
      }
      if (reply.body().path("_shards").path("failed").asInt() > 0) {
        throw new UpstreamException("A part of the index was not refreshed", Kind.RETRYABLE);
      }
      return reply;
    });
  }

  private Reply delete(Generations generations, Duration time) {
    ObjectNode query = Json.MAPPER.createObjectNode();
    ObjectNode bool = query.putObject("query").putObject("bool");
    ArrayNode filter = bool.putArray("filter");
    filter.addObject().putObject("term").put("key", generations.key());
    filter
        .addObject()
        .putObject("range")
        .putObject("generation")
        .put("gte", generations.from())
        .put("lte", generations.to());
    if (generations.except().isPresent()) {
      bool.putArray("must_not")
          .addObject()
          .putObject("term")
          .put("generation", generations.except().getAsLong());
    }
    Reply reply =
        openSearch.send(
            "POST",
            "/" + index.name() + "/_delete_by_query",
            Map.of("routing", generations.key(), "conflicts", "proceed", "refresh", "true"),
            query,
            time);
    if (!reply.succeeded()) {
      throw OpenSearch.unexpected("Passages were not removed", reply);
    }
    if (!reply.body().path("failures").isEmpty()
        || reply.body().path("version_conflicts").asInt() > 0
        || reply.body().path("timed_out").asBoolean()) {
      throw new UpstreamException("Some passages were not removed", Kind.RETRYABLE);
    }
    return reply;
  }

  @Override
  public Map<String, Embedding> of(String key, long generation, List<String> texts) {
    Map<String, String> byHash = new HashMap<>();
    texts.forEach(text -> byHash.put(PassageJson.textHash(text), text));
    ObjectNode search = Json.MAPPER.createObjectNode().put("size", texts.size());
    search.putArray("_source").add("textHash").add("vector");
    search.putObject("collapse").put("field", "textHash");
    ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
    filter.addObject().putObject("term").put("key", key);
    filter.addObject().putObject("term").put("generation", generation);
    ArrayNode hashes = filter.addObject().putObject("terms").putArray("textHash");
    byHash.keySet().forEach(hashes::add);
    Reply reply =
        retry(time ->
            openSearch.send(
                "POST", "/" + index.name() + "/_search", Map.of("routing", key), search, time));
    if (!reply.succeeded()) {
      throw OpenSearch.unexpected("Known vectors were not read", reply);
    }
    Map<String, Embedding> known = new HashMap<>();
    for (JsonNode hit : reply.body().path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      Optional.ofNullable(byHash.get(source.path("textHash").asText()))
          .ifPresent(text -> known.put(text, embedding(source.path("vector"))));
    }
    return known;
  }

  private static Embedding embedding(JsonNode vector) {
    float[] values = new float[vector.size()];
    for (int at = 0; at < values.length; at++) {
      values[at] = (float) vector.get(at).asDouble(Double.NaN);
    }
    return new Embedding(values);
  }

  private Reply retry(Function<Duration, Reply> call) {
    return retrying.call(Upstream.INDEX, Deadline.in(PATIENCE, clock), call);
  }
}
