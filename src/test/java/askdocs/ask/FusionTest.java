package askdocs.ask;

import static askdocs.ask.Sample.passage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Fusion.Fused;
import askdocs.ask.Fusion.Scale;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static Scored scored(String key, double score) {
    return new Scored(passage(key, "Text."), score);
  }

  private static Fused fused(String key, double value, OptionalDouble cosine) {
    return new Fused(passage(key, "Text."), value, cosine);
  }

  @Test
  void scoresOfBothKindsAreScaledToTheirHighestAndLowest() {
    assertEquals(
        List.of(
            fused("b", 0.25 * 0.5 + 0.75 * 1, OptionalDouble.of(0.75)),
            fused("c", 0.75 * 0.5, OptionalDouble.empty()),
            fused("a", 0.25 * 1, OptionalDouble.of(1)),
            fused("d", 0, OptionalDouble.of(0.5)),
            fused("e", 0, OptionalDouble.empty())),
        new Fusion(Scale.MIN_MAX, 0.25)
            .fuse(
                new Candidates(
                    List.of(scored("a", 1), scored("b", 0.75), scored("d", 0.5)),
                    List.of(scored("b", 30), scored("c", 20), scored("e", 10)))));
  }

  @Test
  void scoresOfBothKindsAreScaledToLengthOne() {
    assertEquals(
        List.of(
            fused("b", 0.5 * 0.6 + 0.5 * 0.8, OptionalDouble.of(0.375)),
            fused("a", 0.5 * 0.8, OptionalDouble.of(0.5)),
            fused("c", 0.5 * 0.6, OptionalDouble.empty())),
        new Fusion(Scale.L2, 0.5)
            .fuse(
                new Candidates(
                    List.of(scored("a", 0.5), scored("b", 0.375)),
                    List.of(scored("b", 40), scored("c", 30)))));
  }

  @Test
  void whatIsAloneOrEqualIsOrderedByItsPlace() {
    assertEquals(
        List.of(fused("a", 0.5, OptionalDouble.of(0.5)), fused("b", 0.5, OptionalDouble.empty())),
        new Fusion(Scale.MIN_MAX, 0.5)
            .fuse(new Candidates(List.of(scored("a", 0.5)), List.of(scored("b", 3)))));
    assertEquals(List.of(), Fusion.DEFAULT.fuse(new Candidates(List.of(), List.of())));
  }
}
