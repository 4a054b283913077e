package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.Ask;
import askdocs.ask.Question;
import askdocs.ask.SessionId;
import askdocs.knowledge.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskRequestsTest {
  private static final Caller ANA = new Caller("ana", Set.of());
  private static final AskRequests REQUESTS = new AskRequests("haiku", List.of("haiku", "sonnet"));

  private static Ask read(String body) {
    return REQUESTS.read(body, ANA);
  }

  /** What the caller is told; it is always a 400. */
  private static String refusal(String body) {
    Problem problem = assertThrows(ProblemException.class, () -> read(body)).problem();
    assertEquals(List.of(400, "invalid-request"), List.of(problem.status(), problem.code()), body);
    return problem.detail();
  }

  @Test
  void onlyTheQuestionIsRequired() {
    assertEquals(
        new Ask(new Question("Why?"), 8, "haiku", 800, ANA), read("{\"question\":\" Why? \"}"));
  }

  @Test
  void everyFieldIsTaken() {
    assertEquals(
        new Ask(new Question("Why?"), 50, "sonnet", 4_096, ANA),
        read(
            """
            {"question": "Why?", "passages": 50, "model": "sonnet", "maxTokens": 4096}
            """));
    assertEquals(
        new Ask(new Question("Why?"), 1, "haiku", 1, ANA),
        read("{\"maxTokens\":1,\"passages\":1,\"question\":\"Why?\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | question: is missing.",
        "{'question': null} | question: must be a string.",
        "{'question': 1} | question: must be a string.",
        "{'question': ['Why?']} | question: must be a string.",
        "{'question': ''} | question: must not be empty.",
        "{'question': ' \\n\\t '} | question: must not be empty.",
        "{'question': '\\ud83d'} | question: must not hold half of a surrogate pair.",
        "{'question': '\\ude00\\ud83d'} | question: must not hold half of a surrogate pair.",
        "{'question': 'a', 'passages': null} | passages: must be a whole number.",
        "{'question': 'a', 'passages': '8'} | passages: must be a whole number.",
        "{'question': 'a', 'passages': true} | passages: must be a whole number.",
        "{'question': 'a', 'passages': 1.0} | passages: must be a whole number.",
        "{'question': 'a', 'passages': 1e0} | passages: must be a whole number.",
        "{'question': 'a', 'passages': 1e999999999} | passages: must be a whole number.",
        "{'question': 'a', 'passages': 0} | passages: must lie between 1 and 50.",
        "{'question': 'a', 'passages': -0} | passages: must lie between 1 and 50.",
        "{'question': 'a', 'passages': 51} | passages: must lie between 1 and 50.",
        "{'question': 'a', 'passages': 4294967297} | passages: must lie between 1 and 50.",
        "{'question': 'a', 'passages': 18446744073709551617} | passages: must lie between 1 and"
            + " 50.",
        "{'question': 'a', 'maxTokens': 0} | maxTokens: must lie between 1 and 4096.",
        "{'question': 'a', 'maxTokens': 4097} | maxTokens: must lie between 1 and 4096.",
        "{'question': 'a', 'maxTokens': {}} | maxTokens: must be a whole number.",
        "{'question': 'a', 'model': null} | model: must be a string.",
        "{'question': 'a', 'model': 'opus'} | model: is unknown; allowed are haiku, sonnet.",
        "{'question': 'a', 'model': 'Haiku'} | model: is unknown; allowed are haiku, sonnet.",
        "{'question': 'a', 'Question': 'b'} | Question: is an unknown field.",
        "{'question': 'a', 'top_k': 1} | top_k: is an unknown field.",
        "{'question': 'a', '': 1} | : is an unknown field.",
        "{'a\\u0000\\n': 1} | a\\u0000\\u000a: is an unknown field.",
        "{'\\ud800': 1} | The name of a field holds half of a surrogate pair, before line 1,"
            + " column 9.",
        "{'question': 'a', 'question': 'a'} | question: is there twice.",
        "{'question': 'a', 'x': {'y\\'s': 1, 'y\\'s': 2}} | y's: is there twice.",
      })
  void whatIsWrongIsNamed(String body, String detail) {
    String json = body.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'');

    assertEquals(detail == null ? "" : detail, refusal(json));
  }

  @Test
  void aQuestionHasAtMost4000CodePoints() {
    String most = "😀".repeat(4_000);

    assertEquals(new Question(most), read("{\"question\":\" " + most + " \"}").question());
    assertEquals(
        "question: must have at most 4000 characters, has 4001.",
        refusal("{\"question\":\"" + most + "a\"}"));
  }

  @Test
  void halfOfASurrogatePairInANameIsShownAsJsonEscapesIt() {
    assertEquals("a\\ud800: is an unknown field.", refusal("{\"a\ud800\": 1}"));
  }

  @Test
  void aLongNameIsShownInPart() {
    assertEquals(
        "😀".repeat(100) + "…: is an unknown field.", refusal("{\"" + "😀".repeat(101) + "\": 1}"));
  }

  static final List<String> NOT_JSON =
      List.of(
          "",
          " ",
          "{",
          "}",
          "nul",
          "{\"question\":\"a\"}}",
          "{\"question\":\"a\"} {}",
          "{\"question\":\"a\",}",
          "{'question':'a'}",
          "{question:\"a\"}",
          "{\"question\":\"a\"} // why",
          "{\"question\":\"a\nb\"}",
          "{\"question\":\"\\x\"}",
          "{\"question\":\"a\",\"passages\":01}",
          "{\"question\":\"a\",\"passages\":+1}",
          "{\"question\":\"a\",\"passages\":NaN}",
          "{\"question\":\"a\",\"passages\":.5}",
          "{\"question\":\"a\"\u0000}",
          "\ufeff",
          "[".repeat(100_000),
          "[{\"\":".repeat(50_000));

  @ParameterizedTest
  @FieldSource("NOT_JSON")
  void whatIsNotJsonIsCalledSo(String body) {
    assertTrue(refusal(body).startsWith("The body is not JSON"), body);
  }

  @ParameterizedTest
  @FieldSource("NOT_AN_OBJECT")
  void whatIsNoObjectIsNotCalledNotJson(String body) {
    assertEquals("The body is not an object.", refusal(body));
  }

  static final List<String> NOT_AN_OBJECT =
      List.of("null", "true", "\"question\"", "1", "-1E+2", "[]", " [{\"question\":\"a\"}] ");

  @Test
  void aDryRunIsAskedForByABooleanAndOnlyOfAnAnswer() {
    assertTrue(read("{\"question\":\"a\",\"dryRun\":true}").dryRun());
    assertFalse(read("{\"question\":\"a\",\"dryRun\":false}").dryRun());
    assertEquals(
        "dryRun: must be true or false.", refusal("{\"question\":\"a\",\"dryRun\":\"true\"}"));
    assertEquals(
        "dryRun: is for POST /ask only.",
        assertThrows(
                ProblemException.class,
                () -> REQUESTS.readSearch("{\"question\":\"a\",\"dryRun\":true}", ANA))
            .problem()
            .detail());
  }

  @Test
  void aSessionIsNamedByItsId() {
    assertEquals(
        Optional.of(new SessionId("AAAAAAAAAAAAAAAAAAAAAA")),
        read("{\"question\":\"a\",\"sessionId\":\"AAAAAAAAAAAAAAAAAAAAAA\"}").session());
    assertEquals("sessionId: must be a string.", refusal("{\"question\":\"a\",\"sessionId\":7}"));
  }

  /** Nobody is told which: it never was, it has expired, or it is another's. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAAA"})
  void whatNoSessionCanBeCalledIsNotFound(String id) {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> read("{\"question\":\"a\",\"sessionId\":\"" + id + "\"}"));

    assertEquals(Problem.sessionNotFound(), refused.problem());
  }

  @Test
  void aNumberBeyondAllBoundsIsRefusedWithoutCountingIt() {
    String exponent = "9".repeat(80);

    assertEquals(
        "passages: must be a whole number.",
        refusal("{\"question\":\"a\",\"passages\":0.4e" + exponent + "}"));
    assertEquals(
        "The body is not JSON as it is taken here: it is nested too deeply, or a name or a number"
            + " in it is too long.",
        refusal("{\"question\":\"a\",\"passages\":" + "9".repeat(2_000) + "}"));
  }
}
