package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.Access;
import askdocs.stack.Stack.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No caller ever gets or counts what is not for its groups, whichever way it asks. */
@OnTheStack
class AccessIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "access/";
  private static final List<String> GROUPS = List.of("finance", "hr", "board");
  private static final String PREFIX_OF_CHANGING = "sidecar/";
  private static final String CHANGING = PREFIX_OF_CHANGING + "grano.md";
  private static final Set<String> EVERYBODY = Set.of("none", "finance", "hr", "finance,hr");
  private static final int DOCUMENTS = 24;
  private static final int MAX_PASSAGES = 50;

  private final Stack stack;

  AccessIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void noCallerGetsOrCountsWhatIsNotForItsGroups() {
    Map<String, Access> access = documents(new Random(20_261_122));

    for (int caller = 0; caller < 1 << GROUPS.size(); caller++) {
      Set<String> groups = new TreeSet<>();
      for (int group = 0; group < GROUPS.size(); group++) {
        if ((caller >> group & 1) == 1) {
          groups.add(GROUPS.get(group));
        }
      }
      Set<String> permitted =
          access.entrySet().stream()
              .filter(one -> one.getValue().permits(groups))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      holds(groups, permitted, access.keySet());
    }
  }

  /** Every document answers the same question, and each in words of its own. */
  private Map<String, Access> documents(Random random) {
    Map<String, Access> access = new TreeMap<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      String key = PREFIX + "expediente-%02d.md".formatted(i);
      List<String> groups = GROUPS.stream().filter(_ -> random.nextBoolean()).toList();
      boolean restricted = random.nextInt(4) > 0;
      ObjectNode sidecar = JSON.createObjectNode();
      ObjectNode attributes = sidecar.putObject("metadataAttributes").put("suite", "access");
      if (restricted) {
        ArrayNode names = attributes.putArray("groups");
        groups.forEach(names::add);
      }
      stack.putSidecar(key, sidecar.toString());
      stack.put(key, "La clave del expediente %d es C%d.\n".formatted(i, 7_919 * (i + 1)));
      access.put(key, restricted ? Access.ofGroups(groups) : Access.PUBLIC);
    }
    String seen = String.join(",", GROUPS);
    Stack.await(
        "all documents that anybody may read are indexed",
        () ->
            keys(
                stack.documents("prefix=" + PREFIX + "&status=INDEXED&limit=1000", seen),
                "documents"),
        keys ->
            keys.equals(
                access.entrySet().stream()
                    .filter(one -> one.getValue().permits(Set.copyOf(GROUPS)))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet())));
    return access;
  }

  private void holds(Set<String> groups, Set<String> permitted, Set<String> all) {
    String names = String.join(",", groups);
    Reply search = stack.post("search", request(MAX_PASSAGES), Optional.of(names));
    assertEquals(permitted, keys(search, "passages"), () -> "found by " + names);
    for (JsonNode passage : search.json().path("passages")) {
      double score = passage.path("score").asDouble(-1);
      assertTrue(score >= 0 && score <= 1, passage::toString);
    }

    Reply streamed = stack.post("ask/stream", request(MAX_PASSAGES), Optional.of(names));
    assertEquals(200, streamed.status(), streamed.body());
    assertEquals(
        permitted,
        all.stream().filter(streamed.body()::contains).collect(Collectors.toSet()),
        () -> "streamed for " + names);

    assertEquals(
        permitted,
        keys(stack.documents("prefix=" + PREFIX + "&limit=1000", names), "documents"),
        () -> "listed for " + names);
    for (String key : all) {
      assertEquals(
          permitted.contains(key) ? 200 : 404,
          stack.document(key, names).status(),
          () -> key + " for " + names);
    }

    Reply answer = stack.post("ask", request(MAX_PASSAGES), Optional.of(names));
    assertEquals(200, answer.status(), answer.body());
    Set<String> cited = new TreeSet<>();
    answer
        .json()
        .path("citations")
        .forEach(citation -> cited.addAll(keys(citation.path("sources"))));
    assertTrue(permitted.containsAll(cited), () -> names + " were answered from " + cited);
    for (String key : all) {
      int number = Integer.parseInt(key.substring(key.length() - 5, key.length() - 3));
      assertTrue(
          permitted.contains(key)
              || !(answer.body() + streamed.body()).contains("C" + 7_919 * (number + 1) + "."),
          () -> names + " were told of " + key);
    }
  }

  /** Public, for groups and back, for nobody, for others, and public again without a sidecar. */
  @Test
  void aChangedSidecarHoldsWhicheverWayOneLooks() {
    stack.put(CHANGING, "La contraseña del almacén de grano es G86423.\n");
    stack.untilIndexed(CHANGING);
    isSeenBy(EVERYBODY);

    sidecar("{\"groups\": [\"finance\"]}", Set.of("finance", "finance,hr"));
    sidecar("{\"year\": 2026}", EVERYBODY);
    sidecar("{\"groups\": []}", Set.of());
    sidecar("{\"groups\": [\"hr\"]}", Set.of("hr", "finance,hr"));
    stack.delete(CHANGING + ".metadata.json");
    untilSeenBy(EVERYBODY);
  }

  private void sidecar(String attributes, Set<String> seers) {
    stack.putSidecar(CHANGING, "{\"metadataAttributes\": %s}".formatted(attributes));
    untilSeenBy(seers);
  }

  private void untilSeenBy(Set<String> seers) {
    Stack.await(
        CHANGING + " is seen by " + seers,
        () ->
            EVERYBODY.stream()
                .filter(groups -> stack.document(CHANGING, groups).status() == 200)
                .collect(Collectors.toSet()),
        seers::equals);
    isSeenBy(seers);
  }

  private void isSeenBy(Set<String> seers) {
    for (String groups : EVERYBODY) {
      boolean sees = seers.contains(groups);
      ObjectNode question =
          JSON.createObjectNode()
              .put("question", "¿Cuál es la contraseña del almacén de grano?")
              .put("passages", MAX_PASSAGES);
      for (String path : List.of("search", "ask", "ask/stream")) {
        Reply reply = stack.post(path, question, Optional.of(groups));
        assertEquals(200, reply.status(), reply.body());
        assertEquals(sees, reply.body().contains("G86423"), () -> path + " for " + groups);
        assertEquals(sees, reply.body().contains(CHANGING), () -> path + " for " + groups);
      }
      assertEquals(sees, pages(groups).contains(CHANGING), () -> "listed for " + groups);
      assertEquals(
          sees ? 200 : 404, stack.document(CHANGING, groups).status(), () -> "for " + groups);
    }
  }

  /** All that is listed, one document a page. */
  private List<String> pages(String groups) {
    List<String> keys = new ArrayList<>();
    String next = "";
    do {
      Reply page = stack.documents("prefix=" + PREFIX_OF_CHANGING + "&limit=1" + next, groups);
      keys.addAll(keys(page, "documents"));
      next = page.json().path("nextToken").asText();
      next = next.isEmpty() ? "" : "&nextToken=" + next;
    } while (!next.isEmpty());
    return keys;
  }

  private static ObjectNode request(int passages) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("question", "¿Cuál es la clave del expediente?")
            .put("passages", passages);
    request.putObject("filter").putObject("equals").put("key", "suite").put("value", "access");
    return request;
  }

  private static Set<String> keys(Reply reply, String field) {
    assertEquals(200, reply.status(), reply.body());
    List<String> keys = new ArrayList<>(keys(reply.json().path(field)));
    assertEquals(reply.json().path(field).size(), keys.size(), reply.body());
    return Set.copyOf(keys);
  }

  private static Set<String> keys(JsonNode documents) {
    Set<String> keys = new TreeSet<>();
    documents.forEach(
        one -> keys.add(one.path("uri").asText().substring("s3://documents/".length())));
    return keys;
  }
}
