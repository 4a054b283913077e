package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import java.text.BreakIterator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedding model finds too long. */
class TooLongTest {
  private static final BedrockWire WIRE = new BedrockWire();
  private static final IndexRef INDEX = new IndexRef("i", "amazon.titan-embed-text-v2:0", 256);
  private static final TitanEmbedder TITAN =
      new TitanEmbedder(WIRE.sdk, ModelCatalog.read(), BedrockWire.AT_ONCE);

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  private static Embedding titan(String text) {
    return TITAN
        .embed(INDEX, text, Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()))
        .embedding();
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 60_000})
  void tooManyTokensOrCharactersAreSaidByAType(int characters) {
    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> titan("%".repeat(characters)));

    assertEquals(UpstreamException.Kind.TOO_LONG, failure.kind());
  }

  @Test
  void aTextThatIsTooLongIsEmbeddedInHalves() {
    String faro = "El faro de la costa tiene una linterna. ".repeat(800);
    String queso = "¡%&/()=?¿*+[]{} queso de las cuevas! ".repeat(800);
    ConcurrentEmbedder embedder = new ConcurrentEmbedder(TITAN, INDEX, 4, Clock.systemUTC());

    List<Embedding> embeddings = embedder.embed(List.of("corto", faro + queso));

    assertEquals(titan("corto"), embeddings.getFirst());
    Embedding both = embeddings.getLast();
    assertEquals(1, cosine(both, both), 1e-6);
    assertTrue(cosine(both, titan("la linterna del faro")) > .3);
    assertTrue(cosine(both, titan("queso de las cuevas")) > .3);
  }

  private static double cosine(Embedding a, Embedding b) {
    double sum = 0;
    for (int i = 0; i < a.dimensions(); i++) {
      sum += a.values()[i] * b.values()[i];
    }
    return sum;
  }

  @Test
  void halvesMeetBetweenSentencesElseWordsElseCharacters() {
    assertEquals("One two. ".length(), TextHalves.middle("One two. Three four."));
    assertEquals("one two ".length(), TextHalves.middle("one two three four"));
    String families = "👩‍👩‍👧‍👦".repeat(4);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(families);
    assertTrue(characters.isBoundary(TextHalves.middle(families)));
    assertEquals(2, TextHalves.middle("😀😀"));
    assertEquals(1, TextHalves.middle("ab"));
  }
}
