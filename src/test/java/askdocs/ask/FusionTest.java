package askdocs.ask;

import static askdocs.ask.Sample.passage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Fusion.Fused;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static Scored scored(String key, double score) {
    return Shelf.scored(passage(key, "Text."), score);
  }

  private static Fused fused(String key, double value) {
    return new Fused(passage(key, "Text.").id(), "\n\ntext", value);
  }

  /** Both lists, with the last again for what is not in it, deviate by half of their range. */
  @Test
  void scoresAreCountedInDeviationsAboveTheLastAndAddedByTheirWeights() {
    assertEquals(
        List.of(
            fused("b", 0.25 * 0 + 0.75 * 2), fused("a", 0.25 * 2 + 0.75 * 0), fused("c", 0.75 * 0)),
        new Fusion(0.25)
                .fuse(
                    new Candidates(
                        List.of(scored("a", 1), scored("d", 1), scored("b", 0.5)),
                        List.of(scored("b", 30), scored("e", 30), scored("c", 10))),
                    3)
                .stream()
                .filter(one -> !List.of("d", "e").contains(one.id().key()))
                .toList());
  }

  /** Of the words' scores 40, 20 and 0 of all others, the deviation is √(800/3). */
  @Test
  void whatHasNoneOfTheWordsScoresNothingForThem() {
    double deviation = Math.sqrt(800.0 / 3);
    assertEquals(
        List.of(fused("a", 0.5 * (40 / deviation)), fused("b", 0.5 * (20 / deviation))),
        new Fusion(0.5)
            .fuse(new Candidates(List.of(), List.of(scored("a", 40), scored("b", 20))), 50));
  }

  @Test
  void theOnlyPassageWithARareWordComesBeforeWhatIsOnlyNear() {
    assertEquals(
        List.of("rare", "near", "far"),
        Fusion.DEFAULT
            .fuse(
                new Candidates(
                    List.of(scored("near", 0.6), scored("far", 0.5)), List.of(scored("rare", 3))),
                50)
            .stream()
            .map(one -> one.id().key())
            .toList());
  }

  @Test
  void equalsStandInTheOrderOfTheirDocuments() {
    assertEquals(
        List.of(fused("a", 0), fused("b", 0)),
        Fusion.DEFAULT.fuse(
            new Candidates(List.of(scored("b", 0.5), scored("a", 0.5)), List.of()), 50));
    assertEquals(List.of(), Fusion.DEFAULT.fuse(new Candidates(List.of(), List.of()), 50));
  }
}
