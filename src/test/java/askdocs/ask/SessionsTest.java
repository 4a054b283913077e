package askdocs.ask;

import static askdocs.ask.Sample.ANA;
import static askdocs.ask.Sample.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Answer.Blocked;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.knowledge.Caller;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose a session is, how long it is kept, and what of it. */
class SessionsTest extends Talk {
  @Test
  void anotherCallersSessionIsNotToBeFound() {
    SessionId session = begun();

    assertThrows(
        SessionNotFoundException.class, () -> history(session, new Caller("eva", Set.of("data"))));
  }

  @Test
  void aSessionExpiresADayAfterItsLastTurn() {
    SessionId session = begun();
    now = now.plus(Duration.ofHours(23));
    remember(continued(following(session, "And why?")), answered(List.of(), ETL), ETL);
    now = now.plus(Duration.ofHours(24)).minusSeconds(1);
    assertEquals(2, history(session, ANA).size());

    now = now.plusSeconds(1);

    assertThrows(SessionNotFoundException.class, () -> history(session, ANA));
  }

  @Test
  void aSessionThatNeverWasIsNotToBeFound() {
    SessionId session = new SessionId("AAAAAAAAAAAAAAAAAAAAAA");

    assertThrows(SessionNotFoundException.class, () -> history(session, ANA));
  }

  @Test
  void answersFinishedAtTheSameTimeAreBothKept() {
    SessionId session = begun();
    Conversation one = continued(following(session, "And why?"));
    Conversation other = continued(following(session, "And who?"));

    remember(one, answered(List.of(), ETL), ETL);
    remember(other, answered(List.of(), ETL), ETL);

    assertEquals(
        List.of("What is ETL?", "And why?", "And who?"),
        history(session, ANA).stream().map(Exchange::question).toList());
  }

  @Test
  void aTurnWhoseWriteWasNotConfirmedIsKeptOnce() {
    keeper =
        (session, deadline) -> {
          kept.keep(session, deadline);
          return false;
        };

    assertEquals(SAID, history(begun(), ANA));
  }

  @Test
  void theOldestOfTwentyOneTurnsGoes() {
    SessionId session = begun();
    for (int turn = 1; turn <= 20; turn++) {
      remember(continued(following(session, "Question " + turn)), answered(List.of(), ETL), ETL);
    }

    assertEquals(
        IntStream.rangeClosed(1, 20).mapToObj(turn -> "Question " + turn).toList(),
        history(session, ANA).stream().map(Exchange::question).toList());
  }

  @Test
  void longTurnsGoSoonerSoThatASessionFitsInAnItem() {
    String wide = "€".repeat(4_000);
    Turn turn =
        new Turn(new Exchange(wide, wide), "i", Set.of(new DocumentVersion("k".repeat(1_024), 1)));
    Session session =
        new Session(new SessionId("A".repeat(22)), "ana", 0, Instant.EPOCH, List.of());
    for (int i = 0; i < 20; i++) {
      session = session.with(turn, Instant.EPOCH);
    }

    assertEquals(11, session.turns().size());
    assertEquals(4_000, new Exchange("a", wide + wide).answer().length());
  }

  @Test
  void whatWasBlockedIsNotRemembered() {
    SessionId session = begun();
    Conversation conversation = continued(following(session, "And how long?"));

    assertEquals(Optional.of(session), remember(conversation, new Blocked("No."), ETL));
    assertEquals(SAID, history(session, ANA));
    assertEquals(
        Optional.empty(), remember(Conversation.first(ask("Why?")), new Blocked("No."), ETL));
  }

  @Test
  void anAnswerIsGivenEvenIfItCannotBeRemembered() {
    keeper =
        (_, _) -> {
          throw new UpstreamException("down", Kind.RETRYABLE);
        };

    assertEquals(
        Optional.empty(),
        remember(Conversation.first(ask("What is ETL?")), answered(List.of(), ETL), ETL));
  }

  @Test
  void nothingIsKeptWhereSessionsAreOff() {
    SessionId session = begun();
    Conversations off = Conversations.none();

    assertThrows(
        SessionNotFoundException.class, () -> continued(following(session, "And why?"), off));
    assertEquals(
        Optional.empty(),
        off.remembered(
            Conversation.first(ask("What is ETL?")),
            answered(List.of(), ETL),
            new Searching.Found(
                List.of(ETL), Optional.empty(), Optional.empty(), Optional.of(index)),
            deadline()));
    assertEquals(1, kept.sessions.size());
  }

  @Test
  void anIdHas128BitsAndNoOtherShape() {
    assertEquals(22, SessionId.random(new Random(7)).value().length());
    assertEquals(Optional.empty(), SessionId.of("short"));
    assertEquals(Optional.empty(), SessionId.of("AAAAAAAAAAAAAAAAAAAAA#"));
  }
}
