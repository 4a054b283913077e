package askdocs.aws;

import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Wanted;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.PassageId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The searches as OpenSearch is sent them.
 *
 * <p>Who may read, what is filtered by and what is excluded stands inside the k-NN query as inside
 * the other, so that what a caller may not read takes no place among the nearest.
 *
 * @see <a
 *     href="https://docs.opensearch.org/latest/vector-search/filter-search-knn/efficient-knn-filtering/">Efficient
 *     k-NN filtering</a>
 */
final class SearchBodies {
  /** OpenSearch refuses a query of more clauses than 1,024; a few are left to the filters. */
  private static final int MOST_CLAUSES = 960;

  /** What a word in the context counts beside one in the text. */
  private static final double OF_CONTEXT = 0.3;

  /** What the scores by plain words and by other languages' stems add to the best of them. */
  private static final double OF_OTHER_STEMS = 0.3;

  /**
   * How many candidates the graph of each segment is searched for. With OpenSearch's own 100, one
   * in fifteen of the ten nearest of 100,000 passages of 1,024 dimensions was missed, with 400 one
   * in forty; {@code scripts/bench --only scale} measures it.
   */
  private static final int EF_SEARCH = 400;

  private final List<String> suffixes;

  SearchBodies(Languages languages) {
    this.suffixes = languages.suffixes();
  }

  ObjectNode byMeaning(Wanted wanted, Embedding vector) {
    ObjectNode search = search(wanted.count());
    knn(search, vector, wanted.count()).set("filter", admitted(wanted));
    return search;
  }

  ObjectNode byWords(Wanted wanted) {
    ObjectNode search = search(wanted.count());
    ObjectNode query = admitted(wanted);
    ObjectNode words = query.withObject("/bool").putArray("must").addObject().putObject("dis_max");
    words.put("tie_breaker", OF_OTHER_STEMS);
    ArrayNode analyses = words.putArray("queries");
    String question = FirstWords.of(wanted.question().text(), MOST_CLAUSES / (2 * suffixes.size()));
    for (String suffix : suffixes) {
      ArrayNode both = analyses.addObject().putObject("bool").putArray("should");
      match(both, "text" + suffix, question, 1);
      match(both, "context" + suffix, question, OF_CONTEXT);
    }
    search.set("query", query);
    return search;
  }

  private static void match(ArrayNode queries, String field, String question, double boost) {
    queries
        .addObject()
        .putObject("match")
        .putObject(field)
        .put("query", question)
        .put("boost", boost);
  }

  /** With so few to choose from, k-NN looks at each: the score is exact. */
  ObjectNode reading(Optional<Embedding> vector, Collection<PassageId> passages) {
    ObjectNode search = Json.MAPPER.createObjectNode().put("size", passages.size());
    addAll(search.putObject("_source").putArray("excludes"), PassageJson.UNREAD_FIELDS);
    ObjectNode these =
        vector
            .map(question -> knn(search, question, passages.size()).putObject("filter"))
            .orElseGet(() -> search.putObject("query"));
    ArrayNode ids = these.putObject("ids").putArray("values");
    passages.forEach(passage -> ids.add(PassageJson.documentId(passage)));
    return search;
  }

  /** What is stored of a passage, its vector with it, is large, and most are never used. */
  private static ObjectNode search(int size) {
    ObjectNode search =
        Json.MAPPER
            .createObjectNode()
            .put("size", size)
            .put("track_total_hits", false)
            .put("_source", false)
            .put("stored_fields", "_none_");
    addAll(search.putArray("docvalue_fields"), PassageJson.NAMING_FIELDS);
    return search;
  }

  private static ObjectNode knn(ObjectNode search, Embedding embedding, int count) {
    ObjectNode knn = search.putObject("query").putObject("knn").putObject("vector");
    knn.putRawValue("vector", EmbeddingJson.text(embedding));
    knn.putObject("method_parameters").put("ef_search", EF_SEARCH);
    return knn.put("k", count);
  }

  /** What the caller may read, the filter admits and is not excluded. */
  private static ObjectNode admitted(Wanted wanted) {
    ObjectNode query = Json.MAPPER.createObjectNode();
    ObjectNode bool = query.putObject("bool");
    ArrayNode conditions = bool.putArray("filter");
    addAll(conditions.addObject().putObject("terms").putArray("access"), wanted.principals());
    wanted.filter().ifPresent(filter -> conditions.add(FilterQuery.of(filter)));
    ArrayNode excluded = bool.putArray("must_not");
    for (DocumentVersion version : wanted.excluded()) {
      ArrayNode both = excluded.addObject().putObject("bool").putArray("filter");
      both.addObject().putObject("term").put("key", version.key());
      both.addObject().putObject("term").put("generation", version.generation());
    }
    return query;
  }

  private static void addAll(ArrayNode array, Collection<String> members) {
    members.forEach(array::add);
  }
}
