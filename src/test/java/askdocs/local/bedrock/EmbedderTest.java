package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedderTest {
  private static final Embedder EMBEDDER = new Embedder(EmbeddingMode.BOTH);

  private static final List<String> SENTENCES =
      List.of(
          "La vacunación de los perros es obligatoria cada año.",
          "El tren de cercanías sale a las ocho de la mañana.",
          "La biblioteca municipal abre de lunes a sábado.",
          "El plazo de devolución de un producto es de treinta días.",
          "Los empleados tienen veintidós días de vacaciones.",
          "El volcán entró en erupción en septiembre.",
          "The museum is closed on Mondays.",
          "Passwords must be changed every ninety days.",
          "Water boils at a lower temperature in the mountains.",
          "The contract can be cancelled within two weeks.",
          "Solar panels convert sunlight into electricity.",
          "The river floods the valley every spring.");

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "¿Cuántos días de vacaciones tiene un empleado?, 4",
    "cuantos dias de vacaciones tienen los empleados, 4",
    "¿A qué hora sale el tren?, 1",
    "¿Cuándo abre la biblioteca?, 2",
    "¿Qué plazo hay para devolver productos?, 3",
    "When is the museum closed?, 6",
    "How often do I have to change my password?, 7",
    "Why does water boil at lower temperatures on a mountain?, 8",
    "generating power from the sun, 10",
    "Can I cancel a contract?, 9",
  })
  void theSentenceThatAnswersIsNearest(String question, int nearest) {
    assertEquals(nearest, nearest(question, 1024), question);
    assertEquals(nearest, nearest(question, 512), question);
    assertEquals(nearest, nearest(question, 256), question);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 512, 1024, 1536})
  void aTextAlwaysGetsTheSameVectorOfLengthOne(int dimensions) {
    float[] vector = EMBEDDER.embed("Una frase cualquiera.", dimensions);

    assertEquals(dimensions, vector.length);
    assertEquals(1.0, cosine(vector, vector), 1e-5);
    assertArrayEquals(vector, EMBEDDER.embed("Una frase cualquiera.", dimensions));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "?", "¿Qué es?", "😀", "\u00a0", "\u0301", "\ud800", "\u0000"})
  void everyTextHasADirectionInEveryMode(String text) {
    try (Embedder embedder = new Embedder(EmbeddingMode.HASHED)) {
      for (EmbeddingMode mode : EmbeddingMode.values()) {
        embedder.mode(mode);
        float[] vector = embedder.embed(text, 256);
        assertEquals(1.0, cosine(vector, vector), 1e-5, mode + " " + text);
      }
    }
  }

  @Test
  void aSizeIsNotALargerOneCutShort() {
    float[] large = EMBEDDER.embed("Una frase cualquiera.", 512);
    float[] small = EMBEDDER.embed("Una frase cualquiera.", 256);

    float factor = small[0] / large[0];
    boolean cut =
        IntStream.range(0, 256).allMatch(i -> Math.abs(small[i] - factor * large[i]) < 1e-6);
    assertEquals(false, cut);
  }

  @Test
  void accentsMakeNoDifferenceToHashedWords() {
    assertArrayEquals(
        HashedWords.of("Información técnica", 256), HashedWords.of("INFORMACION TECNICA", 256));
  }

  @Test
  void modesDiffer() {
    try (Embedder hashed = new Embedder(EmbeddingMode.HASHED)) {
      float[] words = hashed.embed("The museum is closed.", 1024);
      hashed.mode(EmbeddingMode.MINILM);
      float[] meaning = hashed.embed("The museum is closed.", 1024);

      assertArrayEquals(HashedWords.of("The museum is closed.", 1024), words);
      assertNotEquals(1.0, cosine(words, meaning), 0.5);
      assertEquals(0.0f, meaning[1023]);
    }
  }

  @Test
  void textsBeyondMiniLmsWindowCountToTheirEnd() {
    String filler = "The weather was calm and nothing happened. ".repeat(120);

    float[] without = EMBEDDER.embed(filler, 1024);
    float[] with = EMBEDDER.embed(filler + "The volcano erupted in September. ".repeat(60), 1024);

    float[] question = EMBEDDER.embed("volcanic eruption", 1024);
    assertEquals(1, Double.compare(cosine(question, with), cosine(question, without) + 0.05));
  }

  private static int nearest(String question, int dimensions) {
    float[] asked = EMBEDDER.embed(question, dimensions);
    return IntStream.range(0, SENTENCES.size())
        .boxed()
        .max(
            Comparator.comparingDouble(
                i -> cosine(asked, EMBEDDER.embed(SENTENCES.get(i), dimensions))))
        .orElseThrow();
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
