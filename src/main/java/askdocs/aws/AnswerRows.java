package askdocs.aws;

import askdocs.ask.AnswerKeeper;
import askdocs.ask.AnswerKey;
import askdocs.ask.AnswerLookup;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What models wrote, in the spend table.
 *
 * <table>
 *   <caption>An item's attributes</caption>
 *   <tr><td>id</td><td>{@code answer#} and the prompt's hash</td></tr>
 *   <tr><td>spans</td><td>JSON: an array of pieces, each with {@code text} and {@code claims}; a
 *       claim has {@code passage}; and one that names sentences has {@code first}, {@code end},
 *       {@code quotes}, and {@code source} where it was given</td></tr>
 *   <tr><td>deleteAfter</td><td>when it expires, in seconds since 1970</td></tr>
 * </table>
 */
public final class AnswerRows implements AnswerLookup, AnswerKeeper {
  private static final String PREFIX = "answer#";

  private final KeptItems items;

  /**
   * The answers in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public AnswerRows(DynamoDbClient dynamoDb, String table, Retrying retrying) {
    this.items = new KeptItems(dynamoDb, table, retrying);
  }

  @Override
  public Optional<Kept> find(AnswerKey key, Deadline deadline) {
    return items
        .find(PREFIX + key.hash(), deadline)
        .map(item ->
            new Kept(
                spans(StateTable.text(item, "spans").orElseThrow()), KeptItems.expiresAt(item)));
  }

  @Override
  public void keep(AnswerKey key, Kept kept, Deadline deadline) {
    items.put(
        PREFIX + key.hash(),
        Map.of("spans", StateTable.text(json(kept.spans()).toString())),
        kept.expiresAt(),
        deadline);
  }

  private static ArrayNode json(List<Span> spans) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Span span : spans) {
      ArrayNode claims = array.addObject().put("text", span.text()).putArray("claims");
      for (Claim claim : span.claims()) {
        ObjectNode node = claims.addObject().put("passage", claim.passage());
        if (claim instanceof Quoted quoted) {
          node.put("first", quoted.firstSentence()).put("end", quoted.endSentence());
          quoted.source().ifPresent(source -> node.put("source", source));
          ArrayNode quotes = node.putArray("quotes");
          quoted.quotes().forEach(quotes::add);
        }
      }
    }
    return array;
  }

  private static List<Span> spans(String json) {
    try {
      List<Span> spans = new ArrayList<>();
      for (JsonNode span : Json.MAPPER.readTree(json)) {
        List<Claim> claims = new ArrayList<>();
        span.path("claims").forEach(claim -> claims.add(claim(claim)));
        spans.add(new Span(span.path("text").asText(), claims));
      }
      return spans;
    } catch (JsonProcessingException e) {
      throw new UpstreamException("A cached answer makes no sense", Kind.SENSELESS, e);
    }
  }

  private static Claim claim(JsonNode node) {
    if (!node.has("quotes")) {
      return new Marked(node.path("passage").asInt(-1));
    }
    List<String> quotes = new ArrayList<>();
    node.path("quotes").forEach(quote -> quotes.add(quote.asText()));
    return new Quoted(
        Optional.ofNullable(node.get("source")).map(JsonNode::asText),
        node.path("passage").asInt(-1),
        node.path("first").asInt(-1),
        node.path("end").asInt(-1),
        quotes);
  }
}
