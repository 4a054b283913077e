package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OverlapsTest {
  private static final String DOCUMENT = "Uno dos. Tres cuatro. Cinco seis. Siete ocho. Nueve.";

  private static Hit hit(String key, int start, int end, int page, double score) {
    return new Hit(
        new Passage(
            new PassageId(key, 7, start),
            new DocumentUri("documents", key),
            "v1",
            "Title",
            DOCUMENT.substring(start, end),
            "",
            new Location(start, end, OptionalInt.of(page), Optional.of("Heading")),
            Access.PUBLIC),
        score);
  }

  private static Hit hit(int start, int end, double score) {
    return hit("a", start, end, 1, score);
  }

  @Test
  void whatOverlapsIsOnePassageInThePlaceOfTheBetter() {
    assertEquals(
        List.of(hit("b", 0, 8, 1, 0.9), hit(0, 45, 0.8), hit(46, 52, 0.6)),
        Overlaps.joined(
            List.of(
                hit("b", 0, 8, 1, 0.9),
                hit(9, 33, 0.7),
                hit(46, 52, 0.6),
                hit(22, 45, 0.8),
                hit(0, 21, 0.5))));
  }

  @Test
  void onePassageInsideAnotherIsTheOther() {
    assertEquals(
        List.of(hit(0, 45, 0.7)), Overlaps.joined(List.of(hit(0, 45, 0.7), hit(9, 21, 0.6))));
  }

  @Test
  void neighboursAndOtherPagesAndDocumentsStayApart() {
    List<Hit> apart =
        List.of(hit(0, 8, 0.9), hit(8, 21, 0.8), hit("a", 0, 8, 2, 0.7), hit("b", 0, 8, 1, 0.6));

    assertEquals(apart, Overlaps.joined(apart));
  }
}
