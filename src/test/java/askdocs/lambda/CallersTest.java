package askdocs.lambda;

import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'authorizer': {'claims': {'sub': 'ana', 'groups': 'a,b'}}} | ana | a b",
        "{'authorizer': {'claims': {'sub': 'ana', 'groups': ' a , ,b c'}}} | ana | a b_c",
        "{'authorizer': {'claims': {'sub': 'ana', 'groups': ['a', 'b', 1, '']}}} | ana | a b",
        "{'authorizer': {'claims': {'sub': 'ana', 'groups': ''}}} | ana | ",
        "{'authorizer': {'claims': {'sub': 'ana', 'groups': {'a': true}}}} | ana | ",
        "{'authorizer': {'claims': {'sub': 'ana', 'roles': 'a'}}} | ana | ",
        "{'authorizer': {'principalId': 'ana', 'groups': 'a'}} | ana | a",
        "{'authorizer': {'claims': {'groups': 'a'}, 'principalId': 'ana'}} | anonymous | ",
        "{'authorizer': {'groups': 'a'}, 'identity': {'apiKeyId': 'k1'}} | key:k1 | ",
        "{'authorizer': {'claims': {'sub': 'ana'}}, 'identity': {'apiKeyId': 'k1'}} | ana | ",
        "{'authorizer': {'claims': {'sub': ' '}}, 'identity': {'apiKeyId': 'k1'}} | key:k1 | ",
        "{'authorizer': null, 'identity': {'apiKeyId': null}} | anonymous | ",
        "{} | anonymous | ",
      })
  void aCallerIsWhomTheGatewayVerified(String context, String id, String groups) {
    Set<String> expected =
        groups == null ? Set.of() : Set.of(groups.replace('_', '\u0001').split(" "));

    assertEquals(
        new Caller(id, expected), named(Callers.of(json(context.replace('\'', '"')), "groups")));
  }

  /** The caller, spaces inside its groups written as U+0001. */
  private static Caller named(Caller caller) {
    return new Caller(
        caller.id(),
        Set.copyOf(caller.groups().stream().map(group -> group.replace(' ', '\u0001')).toList()));
  }

  /** As API Gateway hands over a Cognito authorizer's claims: a list is one string. */
  @Test
  void groupsOfAUserPoolComeAsOneString() {
    assertEquals(
        new Caller("5f0e2c1a-7d3b-4e6f-8a9b-0c1d2e3f4a5b", Set.of("uploaders", "finance")),
        ApiRequest.of(Samples.event("upload"), Samples.context(1), Samples.CLOCK, "cognito:groups")
            .caller());
  }

  @Test
  void headersAndBodySayNothingAboutTheCaller() {
    ObjectNode event = Samples.event("ask");
    event
        .withObject("/headers")
        .put("x-local-caller", "root")
        .put("x-local-groups", "board")
        .put("X-Local-Groups", "board");
    event.put("body", "{\"question\":\"a\",\"groups\":[\"board\"]}");

    assertEquals(
        new Caller("key:k9x8w7v6u5", Set.of()),
        ApiRequest.of(event, Samples.context(1), Samples.CLOCK, "groups").caller());
  }
}
