package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EdgeTest {
  private static JsonNode headers(Edge edge, Supplier<ObjectNode> service) {
    String health = event("documents").put("resource", "/health").toString();
    return invoke((in, out, context) -> edge.serve(in, out, context, _ -> service.get()), health)
        .path("headers");
  }

  private static ObjectNode refuse() {
    throw new ProblemException(Problem.notFound("There is no such path."));
  }

  @Test
  void theWebSiteThatMayCallReadsAnswersAndProblems() {
    Edge edge = new Edge(CLOCK, "groups", Optional.of("https://example.com"));

    assertEquals(
        "https://example.com",
        headers(edge, Health::ok).path("Access-Control-Allow-Origin").textValue());
    assertEquals(
        "https://example.com",
        headers(edge, EdgeTest::refuse).path("Access-Control-Allow-Origin").textValue());
  }

  @Test
  void withoutOneNoneMay() {
    assertFalse(headers(new Edge(CLOCK, "groups"), Health::ok).has("Access-Control-Allow-Origin"));
  }
}
