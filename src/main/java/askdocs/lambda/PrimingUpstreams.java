package askdocs.lambda;

import askdocs.aws.HttpAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * What DynamoDB, OpenSearch, Secrets Manager and Bedrock would answer if the question of {@link
 * Priming} were asked of one document: enough for an answer with a citation that holds. Nothing is
 * kept, and nothing is counted.
 */
final class PrimingUpstreams implements HttpAnswers {
  private static final int DIMENSIONS = 1_024;

  /** As long as a real one is, so that the search is sent zipped, as it always is. */
  private static final String VECTOR =
      String.join(", ", Collections.nCopies(DIMENSIONS, "0.031250123"));

  private static final String SENTENCE = "The library opens at nine in the morning.";

  private static final String TEXT = SENTENCE + " It closes at eight.";

  private static final String CONTROL =
      """
      {"Item": {"index": {"S": "#control"}, "key": {"S": "#control"}, "made": {"N": "1"},
        "version": {"N": "1"}, "servingIndex": {"S": "passages-1"},
        "servingModel": {"S": "amazon.titan-embed-text-v2:0"},
        "servingDimensions": {"N": "%d"}}}
      """
          .formatted(DIMENSIONS);
  private static final String FOUND =
      """
      {"status": 200, "timed_out": false, "_shards": {"failed": 0}, "hits": {"hits": [
        {"_score": 0.9, "fields": {"key": ["hours.md"], "generation": [1], "ordinal": [0],
          "wordsHash": ["1"]}, "_source": {"bucket": "documents", "key": "hours.md", "generation": 1,
          "ordinal": 0, "version": "1", "title": "Opening hours",
          "text": "%s", "context": "", "tableHeader": "",
          "start": 0, "end": %d, "access": ["*"]}}]}}
      """
          .formatted(TEXT, TEXT.length());
  private static final String CITED =
      """
      {"citationsContent": {"content": [{"text": "%1$s"}], "citations": [
        {"location": {"searchResultLocation": {"searchResultIndex": 0, "start": 0, "end": 1}},
         "sourceContent": [{"text": "%1$s"}]}]}}
      """
          .formatted(SENTENCE);
  private static final String MARKED = "{\"text\": \"%s [1]\"}".formatted(SENTENCE);
  private static final String EMBEDDED =
      "{\"embedding\": [" + VECTOR + "], \"inputTextTokenCount\": 6}";
  private static final String RERANKED =
      "{\"results\": [{\"index\": 0, \"relevance_score\": 0.9}]}";
  private static final String LOGIN =
      "{\"SecretString\": \"{\\\"username\\\": \\\"nobody\\\", \\\"password\\\":"
          + " \\\"nobody\\\"}\"}";

  @Override
  public byte[] to(String operation, String path, byte[] body) {
    return answer(operation, path, new String(body, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String answer(String operation, String path, String body) {
    if (path.endsWith("/converse")) {
      return written(body.contains("\"searchResult\"") ? CITED : MARKED);
    }
    if (path.endsWith("/invoke")) {
      return body.contains("\"inputText\"") ? EMBEDDED : RERANKED;
    }
    if (path.endsWith("/_msearch")) {
      // A line that says how to search, and one that says what for.
      int searches = Math.toIntExact(body.lines().count() / 2);
      return "{\"responses\": [" + String.join(", ", Collections.nCopies(searches, FOUND)) + "]}";
    }
    return switch (operation.substring(operation.indexOf('.') + 1)) {
      case "GetItem" -> body.contains("#control") ? CONTROL : "{}";
      case "BatchGetItem" -> live(table(body));
      case "GetSecretValue" -> LOGIN;
      default -> "{}";
    };
  }

  /** The table that rows are asked of. */
  private static String table(String body) {
    try {
      return Json.STRICT.readTree(body).path("RequestItems").fieldNames().next();
    } catch (IOException e) {
      throw new UncheckedIOException("The SDK writes JSON", e);
    }
  }

  private static String live(String table) {
    return """
    {"Responses": {"%s": [{"key": {"S": "hours.md"}, "live": {"N": "1"},
      "access": {"L": [{"S": "*"}]}}]}, "UnprocessedKeys": {}}
    """
        .formatted(table);
  }

  private static String written(String block) {
    return """
    {"output": {"message": {"role": "assistant", "content": [%s]}}, "stopReason": "end_turn",
     "usage": {"inputTokens": 900, "outputTokens": 20, "totalTokens": 920}}
    """
        .formatted(block);
  }
}
