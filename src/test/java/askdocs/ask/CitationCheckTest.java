package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.claim;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.plain;
import static askdocs.ask.Sample.prompted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Passage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CitationCheckTest {
  private static final Passage ETL = passage("etl.md", "ETL loads data. It runs daily.\nAlways.");
  private static final Passage SQL = passage("sql.md", "SQL asks tables. It is old.");
  private static final Claim TRUE = claim(0, 0, 1, "ETL loads data.");
  private static final Claim FALSE = claim(0, 0, 1, "ETL loads nothing.");

  private static final Source ETL_0 = new Source(ETL, "ETL loads data.", 100, 115, 0.5);
  private static final Source ETL_1 = new Source(ETL, "It runs daily.", 116, 130, 0.5);
  private static final Source SQL_1 = new Source(SQL, "It is old.", 117, 127, 0.5);

  private static Answered check(Span... spans) {
    return check(List.of(spans), prompted(ETL, SQL));
  }

  private static Answered check(List<Span> spans, List<PromptPassage> passages) {
    return CitationCheck.check(spans, Sample.prompt(passages), Defence.ALL);
  }

  private static Citation citation(int start, int end, Source... sources) {
    return new Citation(new TextRange(start, end), List.of(sources));
  }

  @Test
  void aTrueClaimPointsAtItsWordsInTheDocument() {
    assertEquals(
        new Answered("ETL loads.", List.of(citation(0, 10, ETL_0)), List.of(), 0),
        check(cited("ETL loads.", TRUE)));
  }

  @Test
  void theSentenceOfAFalseClaimIsTakenOutAndWhatFollowsMovesUp() {
    assertEquals(
        new Answered(
            "One. Three.", List.of(citation(5, 11, SQL_1)), List.of(new TextRange(0, 4)), 1),
        check(
            plain("One. "),
            cited("Two.", FALSE),
            plain(" "),
            cited("Three.", claim(1, 1, 2, "It is old."))));
  }

  @Test
  void theFirstSentenceLeavesNoSpaceBehind() {
    assertEquals(
        new Answered("Two.", List.of(citation(0, 4, ETL_0)), List.of(), 1),
        check(cited("One. ", FALSE), cited("Two.", TRUE)));
  }

  @Test
  void aSentenceWithoutClaimsStaysAndIsListed() {
    assertEquals(
        new Answered(
            "Says I. ETL loads.", List.of(citation(8, 18, ETL_0)), List.of(new TextRange(0, 7)), 0),
        check(plain("Says I. "), cited("ETL loads.", TRUE)));
  }

  @Test
  void aSentenceOfSeveralPiecesStaysIfOneClaimHolds() {
    assertEquals(
        new Answered(
            "It loads, daily, forever.",
            List.of(citation(0, 8, ETL_0), citation(10, 15, ETL_1)),
            List.of(),
            0),
        check(
            cited("It loads", TRUE),
            plain(", "),
            cited("daily", claim(0, 1, 2, "It runs daily.")),
            cited(", forever.", FALSE)));
  }

  @Test
  void onePieceOverTwoSentencesIsCitedInEach() {
    assertEquals(
        new Answered(
            "One. Two.", List.of(citation(0, 4, ETL_0), citation(5, 9, ETL_0)), List.of(), 0),
        check(cited("One. Two. ", TRUE)));
  }

  @Test
  void onlyTheClaimsThatHoldAreSources() {
    assertEquals(
        new Answered("Both.", List.of(citation(0, 5, ETL_0, SQL_1)), List.of(), 0),
        check(cited("Both.", TRUE, FALSE, claim(1, 1, 2), TRUE)));
  }

  @Test
  void aClaimOverSeveralSentencesQuotesAllBetween() {
    Source both = new Source(ETL, "It runs daily.\nAlways.", 116, 138, 0.5);

    for (List<String> quotes :
        List.of(
            List.of("It runs daily.", "Always."),
            List.of("It runs daily. Always."),
            List.of("It runs daily.Always."))) {
      assertEquals(
          new Answered("So.", List.of(citation(0, 3, both)), List.of(), 0),
          check(cited("So.", claim(0, 1, 3, quotes.toArray(String[]::new)))));
    }
  }

  static final List<Claim> DO_NOT_HOLD =
      List.of(
          claim(0, 0, 1, "ETL loads date."),
          claim(0, 0, 1, "It runs daily."),
          claim(0, 0, 1, "ETL loads data.", "SQL asks tables."),
          claim(0, 0, 1, "ETL loads data. It runs daily."),
          claim(0, 0, 1, " "),
          claim(0, 0, 0),
          claim(0, 1, 0),
          claim(0, -1, 1),
          claim(0, 0, 4),
          claim(0, 3, 4),
          claim(0, 0, Integer.MAX_VALUE),
          claim(2, 0, 1),
          claim(-1, 0, 1),
          new Quoted(Optional.of("p1"), 0, 0, 1, List.of("ETL loads data.")),
          new Quoted(Optional.of("P0"), 0, 0, 1, List.of("ETL loads data.")));

  @ParameterizedTest
  @FieldSource("DO_NOT_HOLD")
  void whatDoesNotStandThereDoesNotHold(Claim claim) {
    assertEquals(new Answered("", List.of(), List.of(), 1), check(cited("So.", claim)));
  }

  @Test
  void thePlaceAloneNamesAPassage() {
    assertEquals(
        new Answered("So.", List.of(citation(0, 3, ETL_0)), List.of(), 0),
        check(cited("So.", new Quoted(Optional.empty(), 0, 0, 1, List.of()))));
  }

  @Test
  void aTableHeaderCountsAsAnItemAndIsNeverQuoted() {
    Passage table = passage("t.csv", 7, "| a | 1 |", "| name | n |");
    Source row = new Source(table, "| a | 1 |", 100, 109, 0.5);
    List<PromptPassage> prompt = prompted(table);

    for (Claim claim :
        List.of(
            claim(0, 1, 2, "| a | 1 |"),
            claim(0, 0, 2, "| name | n |", "| a | 1 |"),
            claim(0, 0, 2, "| name | n |\n| a | 1 |"))) {
      assertEquals(
          new Answered("So.", List.of(citation(0, 3, row)), List.of(), 0),
          check(List.of(cited("So.", claim)), prompt));
    }
    for (Claim claim :
        List.of(claim(0, 0, 1, "| name | n |"), claim(0, 1, 2, "| name | n |"), claim(0, 2, 3))) {
      assertEquals(
          new Answered("", List.of(), List.of(), 1), check(List.of(cited("So.", claim)), prompt));
    }
  }

  @Test
  void whiteSpaceAtTheEdgesOfAPieceIsNotCited() {
    assertEquals(
        new Answered("So it is.", List.of(citation(3, 5, ETL_0)), List.of(), 0),
        check(plain("So"), cited(" it ", TRUE), plain("is.")));
  }

  @Test
  void whiteSpaceCannotHoldUpASentence() {
    assertEquals(
        new Answered("", List.of(), List.of(), 1),
        check(cited("It never", FALSE), cited(" ", TRUE), cited("ends.", FALSE)));
  }

  @Test
  void piecesPutTogetherWithoutASpaceAreSentencesOfTheirOwn() {
    assertEquals(
        new Answered("ETL loads.", List.of(citation(0, 10, ETL_0)), List.of(), 1),
        check(cited("ETL loads.", TRUE), cited("It never ends.", FALSE)));
  }

  @Test
  void thePointsOfAListStandForThemselves() {
    assertEquals(
        new Answered(
            "1. Loads.\n3. Runs",
            List.of(citation(3, 9, ETL_0), citation(13, 17, ETL_1)),
            List.of(),
            1),
        check(
            plain("1. "),
            cited("Loads.", TRUE),
            plain("\n2. "),
            cited("Lies.", FALSE),
            plain("\n3. "),
            cited("Runs", claim(0, 1, 2))));
  }

  @Test
  void linesWithoutAFullStopAreSentencesOfTheirOwn() {
    assertEquals(
        new Answered(
            "- loads\n- runs",
            List.of(citation(2, 7, ETL_0), citation(10, 14, ETL_1)),
            List.of(),
            1),
        check(
            plain("- "),
            cited("loads", TRUE),
            plain("\n- "),
            cited("lies", FALSE),
            plain("\n- "),
            cited("runs", claim(0, 1, 2))));
  }

  @Test
  void aParagraphStaysOneWhenItsFirstSentenceGoes() {
    assertEquals(
        new Answered(
            "One.\n\nThree.", List.of(citation(0, 4, ETL_0), citation(6, 12, ETL_1)), List.of(), 1),
        check(
            cited("One.", TRUE),
            plain("\n\n"),
            cited("Two.", FALSE),
            plain(" "),
            cited("Three.", claim(0, 1, 2))));
  }

  @Test
  void offsetsCountUtf16CodeUnits() {
    Passage smiles = passage("s.md", "It is 😀 here. It laughs.");
    Answered answer =
        check(List.of(plain("😀 Yes. "), cited("It laughs 😀", claim(0, 1, 2))), prompted(smiles));

    assertEquals(
        new Answered(
            "😀 Yes. It laughs 😀",
            List.of(citation(8, 20, new Source(smiles, "It laughs.", 115, 125, 0.5))),
            List.of(new TextRange(0, 7)),
            0),
        answer);
  }

  @Test
  void nothingWrittenIsNothing() {
    Answered nothing = new Answered("", List.of(), List.of(), 0);

    assertEquals(nothing, check());
    assertEquals(nothing, check(plain("")));
    assertEquals(nothing, check(cited(" \n", TRUE)));
  }

  @Test
  void withoutACitationNothingIsVerified() {
    assertEquals(
        new Answered("I know.", List.of(), List.of(new TextRange(0, 7)), 0),
        check(plain("I know.")));
  }
}
