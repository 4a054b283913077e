package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.local.bedrock.Conversation.Inference;
import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Conversation.Text;
import askdocs.local.bedrock.Conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CondensingTest {
  private static final String RULES =
      "Rewrite the last question so that it stands alone. Write the question and nothing else.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "¿Qué es la copia nocturna? | ¿Y cuánto dura? | ¿Y cuánto dura (copia nocturna)?",
        "What is a data lake? | How much does it cost? | How much does it cost (data lake)?",
        "¿Qué es ETL? | ¿Cuál es su precio? | ¿Cuál es su precio (ETL)?",
        "¿Qué es ETL? | ¿Cuántos días de vacaciones hay? | ¿Cuántos días de vacaciones hay?",
        "Who wrote the guide? | Why? | Why (wrote guide)?",
      })
  void aFollowUpGetsTheWordsOfTheQuestionBefore(String before, String asked, String condensed) {
    assertEquals(
        Optional.of(Draft.of(condensed)), condense(RULES, List.of(before, "An answer.", asked)));
  }

  @Test
  void followUpsOfFollowUpsGoBackToTheTopic() {
    assertEquals(
        Optional.of(Draft.of("¿Y quién lo aprueba (copia nocturna)?")),
        condense(
            RULES,
            List.of(
                "¿Qué es la copia nocturna?",
                "Una copia.",
                "¿Y cuánto dura?",
                "Una hora.",
                "¿Y quién lo aprueba?")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "User: What is a data lake?\nAssistant: A place.\nUser: And what is its price?",
        "Question: What is a data lake?\nAnswer: A place.\n\nFollow-up: And what is its price?",
        "User: What is a data lake?\nAssistant: A place.\n\nAnd what is its price?",
        "<user>What is a data lake?</user><assistant>A place.</assistant>\n"
            + "<question>And what is its price?</question>",
      })
  void aTranscriptInOneTextIsReadToo(String transcript) {
    assertEquals(
        Optional.of(Draft.of("And what is its price (data lake)?")),
        condense(RULES, List.of(transcript)));
  }

  @Test
  void theWishMayStandBeforeTheTurnsForAModelWithoutSystemPrompts() {
    Turn first = new Turn(true, List.of(new Text(RULES), new Text("What is a data lake?")));
    Turn second = new Turn(false, List.of(new Text("A place.")));
    Turn third = new Turn(true, List.of(new Text("And its price?")));

    assertEquals(
        Optional.of(Draft.of("And its price (data lake)?")),
        Condensing.answer(conversation("Be brief.", List.of(first, second, third))));
  }

  @Test
  void nothingIsCondensedUnasked() {
    List<String> turns = List.of("What is a data lake?", "A place.", "And its price?");

    assertEquals(Optional.empty(), condense("Answer the question briefly.", turns));
  }

  @Test
  void whoeverHasPassagesAnswersFromThem() {
    Turn turn =
        new Turn(
            true,
            List.of(
                new SearchResult("s", "t", List.of("A lake stands alone."), true),
                new Text("And its price?")));

    assertEquals(Optional.empty(), Condensing.answer(conversation(RULES, List.of(turn))));
  }

  private static Optional<Draft> condense(String system, List<String> said) {
    List<Turn> turns = new ArrayList<>();
    for (String text : said) {
      turns.add(new Turn(turns.size() % 2 == 0, List.of(new Text(text))));
    }
    return Condensing.answer(conversation(system, turns));
  }

  private static Conversation conversation(String system, List<Turn> turns) {
    return new Conversation(
        List.of(system),
        turns,
        new Inference(OptionalInt.empty(), false, false, List.of()),
        Json.object());
  }
}
