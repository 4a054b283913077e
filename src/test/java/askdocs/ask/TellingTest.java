package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.claim;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final Prompt PROMPT =
      Sample.prompt(Sample.prompted(passage("etl.md", "ETL loads data. It runs daily.")));
  private static final Claim TRUE = claim(0, 0, 1);
  private static final Claim FALSE = claim(5, 0, 1);

  private final List<String> told = new ArrayList<>();
  private final Telling telling =
      new Telling(
          PROMPT,
          Defence.ALL,
          new Audience() {
            @Override
            public void found(SearchResult passages) {
              told.add("found");
            }

            @Override
            public void said(String text) {
              told.add(text);
            }

            @Override
            public void cited(Citation citation) {
              told.add(citation.range().start() + "-" + citation.range().end());
            }
          });

  @Test
  void aSentenceIsToldWithItsCitationsOnceTheNextOneHasALetter() {
    telling.wrote(List.of(plain("In short: "), cited("ETL loads data.", TRUE)));
    telling.wrote(List.of(plain("In short: "), cited("ETL loads data.", TRUE), plain(" (")));
    assertEquals(List.of(), told);

    telling.wrote(List.of(plain("In short: "), cited("ETL loads data.", TRUE), plain(" (It")));
    assertEquals(List.of("In short: ETL loads data.", "10-25"), told);
  }

  @Test
  void aSentenceWhoseCitationFailsIsNeverTold() {
    List<Span> spans =
        List.of(cited("ETL loads.", TRUE), cited(" It is dear.", FALSE), plain(" And it runs. So"));
    telling.wrote(spans.subList(0, 2));
    assertEquals(List.of("ETL loads.", "0-10"), told);

    telling.wrote(spans);
    assertEquals(List.of("ETL loads.", "0-10", " And it runs."), told);
  }

  @Test
  void nothingIsToldOfAnAnswerWithoutACitationThatHolds() {
    telling.wrote(List.of(plain("It is 7. It is 8. It is 9.")));
    telling.wrote(List.of(plain("It is 7. It is 8. It is 9."), cited(" It is 10. So", FALSE)));
    assertEquals(List.of(), told);

    telling.end(new Unknown("The documents do not say.", 1));
    assertEquals(List.of("The documents do not say."), told);
  }

  @Test
  void anAnswerThatIsNotWhatWasToldIsAFault() {
    telling.wrote(List.of(cited("ETL loads.", TRUE), plain(" So")));

    assertThrows(
        AnswerWithdrawnException.class, () -> telling.end(new Unknown("The documents say no.", 0)));
  }

  /**
   * Whatever is written, in pieces of whatever size: the told text and citations are the answer's.
   */
  @Test
  void whatWasToldIsTheAnswer() {
    String[] words = {
      "ETL",
      " loads",
      " data",
      ".",
      ". ",
      "! ",
      "\n",
      "\n- ",
      "\n\n",
      " (",
      ")",
      ") ",
      "\"",
      " 3.5",
      " 5",
      "1. ",
      " approx. ",
      "¿Qué",
      " es",
      "? ",
      "… ",
      " [2]",
      " e.g. it",
      ": ",
      "; ",
      "，",
      "。",
      " 😀",
      " «",
      "» ",
      " It",
      " runs ",
      " a. b",
      " A. B",
      "*",
      " **",
      "# "
    };
    for (int seed = 0; seed < 1_500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Span> spans = new ArrayList<>();
      told.clear();
      StringBuilder text = new StringBuilder();
      List<Citation> citations = new ArrayList<>();
      Telling telling =
          new Telling(
              PROMPT,
              Set.of(),
              new Audience() {
                @Override
                public void found(SearchResult passages) {}

                @Override
                public void said(String more) {
                  text.append(more);
                }

                @Override
                public void cited(Citation citation) {
                  citations.add(citation);
                }
              });
      int blocks = random.nextInt(1, 6);
      for (int block = 0; block < blocks; block++) {
        List<Claim> claims =
            switch (random.nextInt(4)) {
              case 0 -> List.of(FALSE);
              case 1 -> List.of();
              default -> List.of(TRUE);
            };
        spans.add(new Span("", claims));
        int pieces = random.nextInt(0, 7);
        for (int piece = 0; piece < pieces; piece++) {
          String longer = spans.getLast().text() + words[random.nextInt(words.length)];
          spans.set(spans.size() - 1, new Span(longer, claims));
          telling.wrote(List.copyOf(spans));
        }
      }
      Answered answer = CitationCheck.check(spans, PROMPT, Set.of());

      if (!answer.citations().isEmpty()) {
        try {
          telling.end(answer);
        } catch (AnswerWithdrawnException e) {
          throw new AssertionError(
              "seed " + seed + ": told '" + text + "' " + citations + " of " + answer + " " + spans,
              e);
        }
        assertEquals(answer.text(), text.toString(), "seed " + seed);
        assertEquals(answer.citations(), citations, "seed " + seed);
      } else {
        assertEquals("", text.toString(), "seed " + seed);
      }
    }
  }
}
