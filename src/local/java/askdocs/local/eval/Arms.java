package askdocs.local.eval;

import askdocs.ask.Question;
import askdocs.ask.Retriever.Nearest;
import askdocs.aws.KnnRetriever;
import askdocs.knowledge.Access;
import askdocs.knowledge.IndexRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The ways to find passages that are compared. */
final class Arms {
  private Arms() {}

  /** All of them; the first is what the others are held against. */
  static List<Arm> of(Bench bench, PlainSearch search) {
    return List.of(new Words(search), new Vectors(bench));
  }

  /** BM25 over text and context, by words and by the stems of two languages. */
  private record Words(PlainSearch search) implements Arm {
    private static final List<String> FIELDS =
        List.of(
            "text",
            "text.english",
            "text.spanish",
            "context",
            "context.english",
            "context.spanish");

    @Override
    public String name() {
      return "BM25";
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      ObjectNode body = PlainSearch.JSON.createObjectNode().put("size", passages);
      body.putArray("_source").add("key");
      ObjectNode match = body.putObject("query").putObject("multi_match");
      match.put("query", question.text()).put("type", "most_fields");
      FIELDS.forEach(match.withArray("fields")::add);
      List<String> keys = new ArrayList<>();
      for (JsonNode hit : search.search(index.name(), body)) {
        keys.add(hit.path("_source").path("key").asText());
      }
      return keys;
    }
  }

  /** The nearest vectors, as production finds them. */
  private record Vectors(Bench bench) implements Arm {
    @Override
    public String name() {
      return "vectors";
    }

    @Override
    public void prepare(IndexRef index, Question question) {
      bench.embed(index, question);
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      Nearest wanted =
          new Nearest(
              index, bench.embed(index, question), Access.PUBLIC.principals(), passages, Set.of());
      return new KnnRetriever(bench.openSearch(), bench.retrying())
          .nearest(wanted, bench.deadline()).stream().map(hit -> hit.passage().id().key()).toList();
    }
  }
}
