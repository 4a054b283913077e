package askdocs.ask;

import static askdocs.ask.Sample.ANA;
import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Stop;
import askdocs.ask.LiveDocuments.Live;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model is told of what was said before. */
class ConversationsTest extends Talk {
  @Test
  void aFollowUpBecomesAQuestionThatStandsAlone() {
    Conversation conversation = continued(following(begun(), "And how long?"));

    assertEquals(new Question("How long does ETL take?"), conversation.ask().question());
    assertEquals(new Question("And how long?"), conversation.asked());
    assertEquals(SAID, conversation.said());
    assertEquals(Optional.of(USAGE), conversation.condensing());
    assertEquals(
        List.of(
            new Prompt(
                MODEL, Condensing.RULES, List.of(), new Question("And how long?"), 300, SAID)),
        prompts);
  }

  @Test
  void theFirstQuestionIsAskedAsItIsAndReadsNothing() {
    assertEquals(Conversation.first(ask("What is ETL?")), continued(ask("What is ETL?")));
    assertEquals(List.of(), prompts);
  }

  @Test
  void aTurnIsLeftOutOnceItsSourceWasReplaced() {
    SessionId session = begun();
    live.put("etl.md", new Live(8, Access.PUBLIC));

    assertEquals(List.of(), history(session, ANA));
    assertEquals(List.of(), prompts);
  }

  @Test
  void aTurnIsLeftOutOnceItsSourceIsGone() {
    SessionId session = begun();
    live.remove("etl.md");

    assertEquals(List.of(), history(session, ANA));
  }

  @Test
  void aTurnIsLeftOutOnceTheCallerMayNotReadItsSource() {
    SessionId session =
        remember(Conversation.first(ask("What is SQL?")), answered(List.of(), SQL), SQL)
            .orElseThrow();

    assertEquals(1, history(session, ANA).size());
    assertEquals(List.of(), history(session, new Caller("ana", Set.of("other"))));
  }

  @Test
  void aTurnIsLeftOutOnceAnotherIndexServes() {
    SessionId session = begun();
    index = new IndexRef("passages-2", "titan", 1);

    assertEquals(List.of(), history(session, ANA));
  }

  @Test
  void whatAnAnswerDoesNotCiteMayChange() {
    SessionId session = begun();
    live.remove("sql.md");

    assertEquals(SAID, history(session, ANA));
  }

  /** A sentence without a source may come from anything that the model had read. */
  @Test
  void aTurnWithASentenceThatCitesNothingRestsOnAllThatWasRead() {
    SessionId session =
        remember(
                Conversation.first(ask("What is ETL?")),
                answered(List.of(new TextRange(0, 3)), ETL),
                ETL,
                SQL)
            .orElseThrow();
    Conversation second = continued(following(session, "And why?"));
    remember(second, answered(List.of(new TextRange(0, 3)), ETL), ETL);
    assertEquals(2, history(session, ANA).size());

    live.remove("sql.md");

    assertEquals(List.of(), history(session, ANA));
  }

  @Test
  void anAnswerThatTheDocumentsDoNotSayRestsOnNothing() {
    SessionId session =
        remember(Conversation.first(ask("Why?")), new Unknown("The documents do not say.", 0), SQL)
            .orElseThrow();
    live.clear();
    index = new IndexRef("passages-2", "titan", 1);

    assertEquals(List.of(new Exchange("Why?", "The documents do not say.")), history(session, ANA));
  }

  @Test
  void onlyTheLatestOfALongConversationIsToldTheModel() {
    SessionId session = begun();
    String question = "q".repeat(4_000);
    for (int turn = 0; turn < 9; turn++) {
      remember(continued(following(session, question)), answered(List.of(), ETL), ETL);
    }

    assertEquals(7, history(session, ANA).size());
  }

  @Test
  void aFollowUpThatCannotBeCondensedIsAskedAsItIs() {
    SessionId session = begun();
    model =
        (_, _) -> {
          throw new UpstreamException("throttled", Kind.RETRYABLE);
        };

    Conversation conversation = continued(following(session, "And how long?"));

    assertEquals(new Question("And how long?"), conversation.ask().question());
    assertEquals(SAID, conversation.said());
    assertEquals(Optional.empty(), conversation.condensing());
    assertEquals(Optional.empty(), conversation.standAlone());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_LONG", "BLOCKED", "OTHER"})
  void aCondensedQuestionThatWasCutOffIsNotAskedButPaidFor(Stop stop) {
    SessionId session = begun();
    model = says(stop, "How long");

    Conversation conversation = continued(following(session, "And how long?"));

    assertEquals(new Question("And how long?"), conversation.ask().question());
    assertEquals(Optional.of(USAGE), conversation.condensing());
  }

  @Test
  void aModelThatWritesNothingLeavesTheQuestionAsItIs() {
    SessionId session = begun();
    model = says(Stop.FINISHED, " \n");

    assertEquals(
        new Question("And how long?"),
        continued(following(session, "And how long?")).ask().question());
  }
}
