package askdocs.local.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.aws.PublishedPrices;
import askdocs.local.cost.Estimate.OfModel;
import askdocs.local.cost.Estimating.Deployed;
import askdocs.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimatingTest {
  private static final double EXACT = 1e-9;

  /** A thousand passages of 300 tokens. */
  private static final Corpus CORPUS = new Corpus(10, 2_000_000, 1_000, 300_000, List.of());

  private static Estimate estimate(String... arguments) throws IOException {
    return new Estimating(
            PublishedPrices.read(),
            Cost.services(),
            new Deployed("t3.medium.search", 1, 20, "amazon.titan-embed-text-v2:0"))
        .estimate(CORPUS, Wish.of(List.of(arguments)));
  }

  @Test
  void theFolderIsEmbeddedOnce() throws IOException {
    assertEquals(0.006, estimate("folder").ingestion().usd(), EXACT);
  }

  /** 1,100 tokens of frame, and 1.3 times 8 × 300 + 20 of passages and question: 4,246. */
  @Test
  void aQuestionIsEmbeddedAndAnswered() throws IOException {
    OfModel haiku =
        estimate("folder", "--model", "global.anthropic.claude-haiku-5-5", "--questions", "1000")
            .answers()
            .getFirst();

    double question = 20 * 0.02 / 1e6 + 4_246 * 0.10 / 1e6 + 150 * 0.50 / 1e6;
    assertEquals(question, haiku.aQuestion(), EXACT);
    assertEquals(1_000 * question, haiku.aMonth(), EXACT);
    assertEquals(1_000 * (question + 0.001), haiku.aMonthReranked(), EXACT);
  }

  @Test
  void whatTheCacheServesCostsItsEmbedding() throws IOException {
    OfModel all = estimate("folder", "--cached", "1", "--questions", "1000").answers().getFirst();

    assertEquals(1_000 * 20 * 0.02 / 1e6, all.aMonth(), EXACT);
  }

  @Test
  void theFloorIsMostlyOpenSearch() throws IOException {
    Estimate idle = estimate("folder", "--questions", "0");

    assertEquals(730 * 0.073, idle.services().getFirst().usd(), EXACT);
    assertEquals(20 * 0.122, idle.services().get(1).usd(), EXACT);
    assertTrue(idle.floor() > 55 && idle.floor() < 65, () -> "" + idle.floor());
  }

  @Test
  void whatTheTemplateDeploysHasAPrice() throws IOException {
    Deployed deployed = Cost.deployed(Template.load(Path.of("template.yaml")));

    assertTrue(
        Cost.services().path("openSearchInstanceHour").has(deployed.instanceType()),
        deployed::toString);
  }

  @Test
  void tokensAreFourLatinLettersOrOneOfAnotherScript() {
    assertEquals(2, RoughTokens.embedded("año 2026"));
    assertEquals(3, RoughTokens.embedded("中文字"));
  }

  @Test
  void whatIsWrongOnTheCommandLineIsSaid() {
    assertEquals(
        "--cached: a number from 0 to 1, not 20 %",
        assertThrows(
                IllegalArgumentException.class,
                () -> Wish.of(List.of("folder", "--cached", "20 %")))
            .getMessage());
    assertEquals(
        "Name a folder of documents",
        assertThrows(IllegalArgumentException.class, () -> Wish.of(List.of("--json")))
            .getMessage());
  }
}
