package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureTest {
  private static final double EXACT = 1e-5;

  @Test
  void aRankingWithOneOfTwoRelevantDocumentsOnTheSecondRank() {
    List<String> ranked = List.of("a", "b", "c");
    Map<String, Integer> grades = Map.of("b", 1, "d", 1, "c", 0);

    assertEquals(0, Measure.RECALL_1.of(ranked, grades));
    assertEquals(0.5, Measure.RECALL_5.of(ranked, grades));
    assertEquals(0.5, Measure.RECALL_10.of(ranked, grades));
    assertEquals(0.5, Measure.MRR_10.of(ranked, grades));
    // 1/log2(3) over 1/log2(2) + 1/log2(3): 0.63093 / 1.63093.
    assertEquals(0.38685, Measure.NDCG_10.of(ranked, grades), EXACT);
  }

  @Test
  void gradesCountAsGain() {
    // 1 + 3/1.58496 + 2/2 over 3 + 2/1.58496 + 1/2: 3.89279 / 4.76186.
    assertEquals(
        0.81749, Measure.NDCG_10.of(List.of("c", "a", "b"), Map.of("a", 3, "b", 2, "c", 1)), EXACT);
  }

  @Test
  void whatStandsBehindTheTenthCountsNot() {
    List<String> ranked = IntStream.rangeClosed(1, 11).mapToObj(Integer::toString).toList();
    Map<String, Integer> grades = Map.of("11", 1);

    for (Measure measure : Measure.values()) {
      assertEquals(0, measure.of(ranked, grades), measure.shown());
    }
  }

  @Test
  void moreRelevantDocumentsThanRanksAreNoFaultOfTheRanking() {
    List<String> ranked = IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList();
    Map<String, Integer> grades =
        Map.ofEntries(
            IntStream.rangeClosed(1, 20)
                .mapToObj(i -> Map.entry(Integer.toString(i), 1))
                .<Map.Entry<String, Integer>>toArray(Map.Entry[]::new));

    assertEquals(1, Measure.NDCG_10.of(ranked, grades), EXACT);
    assertEquals(0.5, Measure.RECALL_10.of(ranked, grades));
  }
}
