package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a reranker is asked.
 *
 * <p>Amazon's takes documents as strings or as objects with a {@code text}, and refuses a document
 * that does not fit into its context together with the query. Cohere's wants to be told the version
 * of its API, takes strings, and reads only the beginning of a long document. That Amazon's refuses
 * is inferred from its context length.
 *
 * @param topN how many results are wanted; all if empty
 */
record RerankRequest(String query, List<String> documents, OptionalInt topN) {
  static final int MAX_DOCUMENTS = 1_000;
  static final int CONTEXT = 4_096;

  /** What is billed as one document, the query's tokens included. */
  private static final int TOKENS_A_CHUNK = 512;

  private static final int CHUNKS_A_QUERY = 100;

  RerankRequest {
    documents = List.copyOf(documents);
  }

  static RerankRequest read(byte[] body, boolean cohere) {
    return cohere ? cohere(body) : amazon(body);
  }

  private static RerankRequest amazon(byte[] body) {
    Schema schema = new Schema(body, Set.of("query", "documents", "top_n"));
    RerankRequest request = request(schema, true);
    int query = Tokens.count(request.query());
    if (request.documents().stream().anyMatch(text -> query + Tokens.count(text) > CONTEXT)) {
      throw Refused.validation("Input is too long for requested model.");
    }
    return request;
  }

  private static RerankRequest cohere(byte[] body) {
    Schema schema =
        new Schema(
            body, Set.of("api_version", "query", "documents", "top_n", "max_tokens_per_doc"));
    if (schema.number("api_version", 2, 2).isEmpty()) {
      schema.violated("/api_version", "1 is not greater or equal to 2");
    }
    int longest = schema.number("max_tokens_per_doc", 1, Integer.MAX_VALUE).orElse(CONTEXT);
    RerankRequest request = request(schema, false);
    return new RerankRequest(
        request.query(),
        request.documents().stream().map(text -> Tokens.first(text, longest)).toList(),
        request.topN());
  }

  private static RerankRequest request(Schema schema, boolean objects) {
    String query = schema.required("query").map(node -> schema.text(node, "/query")).orElse("?");
    if (query.isEmpty()) {
      schema.violated("/query", "expected minLength: 1, actual: 0");
    }
    List<String> documents = new ArrayList<>();
    schema
        .required("documents")
        .map(node -> schema.list(node, "/documents", 1, MAX_DOCUMENTS))
        .orElse(List.of())
        .forEach(node -> documents.add(document(schema, node, documents.size(), objects)));
    OptionalInt topN = schema.number("top_n", 1, Integer.MAX_VALUE);
    schema.done();
    return new RerankRequest(query, documents, topN);
  }

  private static String document(Schema schema, JsonNode node, int index, boolean objects) {
    String pointer = "/documents/" + index;
    return objects && node.isObject()
        ? schema.text(node.path("text"), pointer + "/text")
        : schema.text(node, pointer);
  }

  /** Tokens that it reads. */
  int tokens() {
    int query = Tokens.count(query());
    return documents.stream().mapToInt(text -> query + Tokens.count(text)).sum();
  }

  /**
   * The queries that it is billed as: one for every hundred documents begun, where a document
   * longer than 512 tokens, the query's included, counts as several.
   *
   * @see <a href="https://aws.amazon.com/bedrock/pricing/">Amazon Bedrock pricing</a>
   */
  int queries() {
    int room = Math.max(1, TOKENS_A_CHUNK - Tokens.count(query()));
    int chunks =
        documents.stream()
            .mapToInt(text -> Math.max(1, Math.ceilDiv(Tokens.count(text), room)))
            .sum();
    return Math.ceilDiv(chunks, CHUNKS_A_QUERY);
  }
}
