package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.stack.Stack.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Follow-ups and cached answers, over the tables, the index and the model's stand-in. */
@OnTheStack
class ConversationIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Optional<String> FINANCE = Optional.of("finance");

  private final Stack stack;

  ConversationIT(Stack stack) {
    this.stack = stack;
  }

  private Reply ask(String question, String session, Optional<String> groups) {
    ObjectNode body = JSON.createObjectNode().put("question", question);
    if (!session.isEmpty()) {
      body.put("sessionId", session);
    }
    return stack.post("ask", body, groups);
  }

  private static JsonNode answered(Reply reply) {
    assertEquals(200, reply.status(), reply.body());
    assertEquals("answered", reply.json().path("outcome").asText(), reply.body());
    return reply.json();
  }

  private static String session(JsonNode answer) {
    assertEquals(22, answer.path("sessionId").asText().length(), answer.toString());
    return answer.path("sessionId").asText();
  }

  @Test
  void aFollowUpIsAnsweredFromWhatItIsAbout() {
    stack.put(
        "talk/faro.md",
        "# Faro\n\nEl faro de Cabo Gris fue construido en 1881. La lámpara del faro de Cabo Gris"
            + " gira cada nueve segundos.\n");
    stack.untilIndexed("talk/faro.md");

    JsonNode first = answered(ask("¿Cuándo fue construido el faro de Cabo Gris?", "", FINANCE));
    JsonNode second = answered(ask("¿Y cuánto gira su lámpara?", session(first), FINANCE));

    assertTrue(second.path("standAloneQuestion").asText().contains("Cabo Gris"), second.toString());
    assertTrue(second.path("answer").asText().contains("nueve segundos"), second.toString());
    assertEquals(session(first), session(second));
    assertTrue(
        second.path("usage").path("inputTokens").asInt()
            > first.path("usage").path("inputTokens").asInt(),
        "The rewriting is paid for, too");
  }

  @Test
  void anothersSessionIsAnsweredLikeOneThatNeverWas() {
    stack.put("talk/molino.md", "# Molino\n\nEl molino de Vega Alta muele centeno.\n");
    stack.untilIndexed("talk/molino.md");
    String session = session(answered(ask("¿Qué muele el molino de Vega Alta?", "", FINANCE)));

    Reply foreign = ask("¿Y dónde?", session, Optional.empty());
    Reply unknown = ask("¿Y dónde?", "AAAAAAAAAAAAAAAAAAAAAA", FINANCE);

    assertEquals(404, foreign.status(), foreign.body());
    assertEquals("session-not-found", foreign.json().path("code").asText());
    assertEquals(404, unknown.status(), unknown.body());
    assertEquals(
        ((ObjectNode) foreign.json()).without("requestId"),
        ((ObjectNode) unknown.json()).without("requestId"));
  }

  @Test
  void whatIsNoLongerThereOrNoLongerPermittedIsNotToldAgain() {
    stack.putSidecar("talk/tunel.md", "{\"metadataAttributes\": {\"groups\": [\"finance\"]}}");
    stack.put("talk/tunel.md", "# Túnel\n\nEl túnel de Peña Roja costó once millones.\n");
    Stack.await(
        "the tunnel is indexed",
        () -> stack.document("talk/tunel.md", "finance"),
        reply -> reply.json().path("status").asText().equals("INDEXED"));
    String session = session(answered(ask("¿Cuánto costó el túnel de Peña Roja?", "", FINANCE)));
    assertTrue(ask("¿Y quién lo pagó?", session, FINANCE).json().has("standAloneQuestion"));

    JsonNode asOther = ask("¿Y quién lo pagó?", session, Optional.of("hr")).json();
    stack.delete("talk/tunel.md");
    Stack.await(
        "the tunnel is gone",
        () -> stack.document("talk/tunel.md", "finance"),
        reply -> reply.status() == 404);
    JsonNode after = ask("¿Y quién lo pagó?", session, FINANCE).json();

    assertFalse(asOther.toString().contains("Peña Roja"), asOther.toString());
    assertFalse(after.toString().contains("once millones"), after.toString());
  }

  @Test
  void theSameQuestionIsAnsweredFromTheCacheUntilItsDocumentChanges() {
    stack.put("talk/puente.md", "# Puente\n\nEl puente de Río Bravo mide cien metros.\n");
    stack.untilIndexed("talk/puente.md");
    String question = "¿Cuánto mide el puente de Río Bravo?";

    JsonNode first = answered(ask(question, "", FINANCE));
    JsonNode again = answered(ask(question, "", FINANCE));
    stack.put("talk/puente.md", "# Puente\n\nEl puente de Río Bravo mide doscientos metros.\n");
    stack.untilIndexed("talk/puente.md");
    JsonNode changed = answered(ask(question, "", FINANCE));

    assertFalse(first.has("cached"), first.toString());
    assertTrue(again.path("cached").asBoolean(), again.toString());
    assertEquals(first.path("answer"), again.path("answer"));
    assertEquals(first.path("citations"), again.path("citations"));
    assertEquals(0, again.path("usage").path("inputTokens").asInt(-1));
    assertTrue(again.path("usage").path("embeddingInputTokens").asInt() > 0, again.toString());
    assertFalse(changed.has("cached"), changed.toString());
    assertTrue(changed.path("answer").asText().contains("doscientos"), changed.toString());
  }

  @Test
  void aSearchGoesOnWithAConversation() {
    stack.put("talk/isla.md", "# Isla\n\nLa isla de Santa Marta tiene dos playas.\n");
    stack.untilIndexed("talk/isla.md");
    String session =
        session(answered(ask("¿Cuántas playas tiene la isla de Santa Marta?", "", FINANCE)));

    Reply found =
        stack.post(
            "search",
            JSON.createObjectNode().put("question", "¿Y eso?").put("sessionId", session),
            FINANCE);

    assertEquals(200, found.status(), found.body());
    assertTrue(found.body().contains("Santa Marta"), found.body());
  }
}
