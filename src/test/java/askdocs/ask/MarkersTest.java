package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Span;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
  private static Span span(String text, Integer... numbers) {
    return new Span(
        text, Arrays.stream(numbers).<Claim>map(number -> new Marked(number - 1)).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ETL loads data [1].           | ETL loads data.",
        "ETL loads data[12].           | ETL loads data.",
        "ETL loads data [1, 2].        | ETL loads data.",
        "ETL loads data [1][3].        | ETL loads data.",
        "ETL loads data [1] [3].       | ETL loads data.",
        "ETL loads data [1-3].         | ETL loads data.",
        "ETL loads data [^1].          | ETL loads data.",
        "ETL loads data 【1】.          | ETL loads data.",
        "ETL loads data 【1†source】.   | ETL loads data.",
        "ETL loads data (passage 1).   | ETL loads data.",
        "ETL loads data (Passages 1 and 2). | ETL loads data.",
        "ETL loads data [passage-1].   | ETL loads data.",
        "ETL loads data (source: 2).   | ETL loads data.",
        "ETL carga datos (fuentes 1 y 3). | ETL carga datos.",
        "ETL carga datos [Documento 2]. | ETL carga datos.",
        "ETL loads data [1](https://a.example/x). | ETL loads data.",
        "ETL loads data [1             | ETL loads data",
        "ETL loads data [              | ETL loads data",
        "As passage-3 says, it loads.  | As the documents says, it loads.",
        "Write `list[1]` and a[1234].  | Write `list[1]` and a[1234].",
        "Since [2024] it is (2).       | Since [2024] it is (2).",
      })
  void noFormOfAMarkerStays(String written, String text) {
    assertEquals(text, Markers.without(written, "the documents"));
  }

  /** Before the bar stands what is decided of a text that is still being written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETL loads|",
        "ETL loads  |",
        "ETL loads| [",
        "ETL loads| [1",
        "ETL loads| [1-",
        "ETL loads| [1]",
        "ETL loads| [1](https://a.ex",
        "ETL loads| (pass",
        "ETL loads| (see 2",
        "ETL loads (pasta|",
        "ETL loads [x|",
        "ETL loads |pas",
        "As |passage-",
        "As |passage-1",
        "As passage-1 says|",
        "See `a` and |`list[1",
        "See `list[1]` and b|",
        "One line [\nand another|",
      })
  void aMarkerThatMayFollowIsWaitedFor(String written) {
    int decided = written.indexOf('|');

    assertEquals(decided, Markers.undecided(written.replace("|", ""), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ETL loads data [2].",
        "ETL loads data. [2]",
        "ETL loads data.[2]",
        "ETL loads data (passage 2).",
        "ETL loads data【2】."
      })
  void aMarkerStandsForTheSentenceBeforeIt(String written) {
    List<Span> spans = Markers.spans("It is old. " + written + " It runs.");

    assertEquals(
        "It is old. ETL loads data. It runs.",
        String.join("", spans.stream().map(Span::text).toList()));
    assertEquals(
        List.of("ETL loads data"),
        spans.stream()
            .filter(span -> span.claims().equals(List.of(new Marked(1))))
            .map(span -> span.text().replace(".", "").strip())
            .toList());
  }

  @Test
  void markersPartASentence() {
    assertEquals(
        List.of(
            span("ETL loads data", 1),
            span(" and cleans it", 2, 3),
            span(". "),
            span("It runs daily.", 4)),
        Markers.spans("ETL loads data [1] and cleans it [2][3]. It runs daily. [4]"));
  }

  @Test
  void aRangeNamesAllBetween() {
    assertEquals(List.of(span("So", 2, 3, 4), span(".")), Markers.spans("So [2-4]."));
  }

  @Test
  void whatHasNoMarkerClaimsNothing() {
    assertEquals(List.of(span("I know. It is so.")), Markers.spans("I know. It is so."));
    assertEquals(List.of(), Markers.spans(""));
    assertEquals(List.of(), Markers.spans("[1]"));
  }
}
