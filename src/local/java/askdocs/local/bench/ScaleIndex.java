package askdocs.local.bench;

import askdocs.aws.AwsClients;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.Retrying;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** An index by our own mapping, but for the form of its vectors, written and asked by our code. */
final class ScaleIndex {
  private static final Languages LANGUAGES = new Languages(List.of("spanish", "english"));
  private static final String MODEL = "amazon.titan-embed-text-v2:0";
  private static final int BATCH = 250;
  private static final int WRITTEN_AT_ONCE = 4;

  /** A busy machine may keep one waiting. */
  private static final int MOST_TRIES = 20;

  private final NodeApi node;
  private final IndexRef index;
  private final PassageIndex writer;
  private final HybridRetriever retriever;

  private ScaleIndex(NodeApi node, IndexRef index, PassageIndex writer, HybridRetriever retriever) {
    this.node = node;
    this.index = index;
    this.writer = writer;
    this.retriever = retriever;
  }

  /** The one of this form for passages made from so many real ones, made if there is none. */
  static ScaleIndex of(NodeApi node, URI endpoint, VectorForm form, int realPassages)
      throws IOException, InterruptedException {
    IndexRef index = new IndexRef(form.index(realPassages), MODEL, form.dimensions());
    if (!node.has(index.name())) {
      node.send("PUT", "/" + index.name(), definition(index, form));
    }
    OpenSearch openSearch = new AwsClients().openSearch(endpoint);
    Retrying retrying = new Retrying(RandomGenerator.getDefault());
    return new ScaleIndex(
        node,
        index,
        new PassageIndex(openSearch, index, LANGUAGES, retrying, Clock.systemUTC()),
        new HybridRetriever(openSearch, LANGUAGES, retrying));
  }

  /** That of production, but that it is refreshed by hand, since it is loaded in bulk. */
  private static String definition(IndexRef index, VectorForm form) throws IOException {
    ObjectNode definition = (ObjectNode) NodeApi.JSON.readTree(resource());
    for (String field : List.of("text", "context")) {
      definition.withObject("/mappings/properties/" + field + "/fields").retain(LANGUAGES.names());
    }
    form.in(definition);
    definition.withObject("/settings/index").put("refresh_interval", "-1");
    definition.withObject("/settings/index").put("number_of_replicas", 0);
    definition.putObject("aliases").putObject(index.name() + "-write");
    return definition.toString();
  }

  private static byte[] resource() throws IOException {
    try (InputStream in =
        Optional.ofNullable(ScaleIndex.class.getResourceAsStream("/askdocs/passages-index.json"))
            .orElseThrow()) {
      return in.readAllBytes();
    }
  }

  IndexRef ref() {
    return index;
  }

  HybridRetriever retriever() {
    return retriever;
  }

  /** Up to where all are written, if a load was ended when there were so many. */
  static int sure(int count) {
    return Math.max(0, count - WRITTEN_AT_ONCE * BATCH) / BATCH * BATCH;
  }

  /** Writes those passages, and waits until all merging has ended. */
  void load(ManyPassages passages, int from, int to) throws IOException, InterruptedException {
    IntStream.iterate(from, start -> start < to, start -> start + BATCH)
        .boxed()
        .gather(
            Gatherers.mapConcurrent(
                WRITTEN_AT_ONCE,
                start -> {
                  List<Embedded> some = new ArrayList<>();
                  for (int number = start; number < Math.min(start + BATCH, to); number++) {
                    some.add(passages.passage(number));
                  }
                  write(some);
                  return some.size();
                }))
        .forEach(_ -> {});
    node.send("POST", "/" + index.name() + "/_refresh", "");
    settle();
  }

  private void write(List<Embedded> some) {
    for (int tries = 1; ; tries++) {
      try {
        writer.write(some, false);
        return;
      } catch (UpstreamException e) {
        if (e.kind() != UpstreamException.Kind.RETRYABLE || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private void settle() throws IOException, InterruptedException {
    while (primaries("merge").path("merges").path("current").asInt() > 0) {
      Thread.sleep(200);
    }
    node.send("POST", "/" + index.name() + "/_flush", "");
    node.send("POST", "/" + index.name() + "/_refresh", "");
  }

  private JsonNode primaries(String metric) throws IOException, InterruptedException {
    return node.send("GET", "/" + index.name() + "/_stats/" + metric, "")
        .path("_all")
        .path("primaries");
  }

  /** What it takes on disk, in bytes. */
  long bytes() throws IOException, InterruptedException {
    return primaries("store").path("store").path("size_in_bytes").asLong();
  }

  int segments() throws IOException, InterruptedException {
    return primaries("segments").path("segments").path("count").asInt();
  }

  /** The nearest passages, each vector looked at. */
  List<PassageId> exact(float[] vector, int count) throws IOException, InterruptedException {
    ObjectNode search = search(count);
    ObjectNode script = search.putObject("query").putObject("script_score");
    script.putObject("query").putObject("match_all");
    ObjectNode params =
        script
            .putObject("script")
            .put("lang", "knn")
            .put("source", "knn_score")
            .putObject("params")
            .put("field", "vector")
            .put("space_type", "cosinesimil");
    addAll(params.putArray("query_value"), vector);
    return ids(search);
  }

  /**
   * The nearest passages by the graph.
   *
   * @param ef how many candidates the graph is searched for
   */
  List<PassageId> approximate(float[] vector, int count, int ef)
      throws IOException, InterruptedException {
    ObjectNode search = search(count);
    ObjectNode knn = search.putObject("query").putObject("knn").putObject("vector");
    knn.put("k", count).putObject("method_parameters").put("ef_search", ef);
    addAll(knn.putArray("vector"), vector);
    return ids(search);
  }

  private static ObjectNode search(int count) {
    ObjectNode search = NodeApi.JSON.createObjectNode().put("size", count);
    search.putArray("_source").add("key").add("generation").add("ordinal");
    return search;
  }

  private static void addAll(ArrayNode array, float[] vector) {
    for (float component : vector) {
      array.add(component);
    }
  }

  private List<PassageId> ids(ObjectNode search) throws IOException, InterruptedException {
    List<PassageId> ids = new ArrayList<>();
    for (JsonNode hit :
        node.send("POST", "/" + index.name() + "/_search", search.toString())
            .path("hits")
            .path("hits")) {
      JsonNode source = hit.path("_source");
      ids.add(
          new PassageId(
              source.path("key").asText(),
              source.path("generation").asLong(),
              source.path("ordinal").asInt()));
    }
    return ids;
  }

  /** How many passages it holds. */
  int count() throws IOException, InterruptedException {
    return node.send("GET", "/" + index.name() + "/_count", "").path("count").asInt();
  }
}
