package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the place of a source's words, and what only looks like it. */
class NearCopyTest {
  private static final String ENGLISH =
      "In 1773 the architect Anna Berg built the stone mill of Lund on the northern river. The old"
          + " bridge beside it, which has five arches, was paid for by the Lund Trading Company.";
  private static final String SPANISH =
      "La cooperativa de Lund comenzó en 1773 la construcción del molino de piedra junto al río. El"
          + " puente viejo, que tiene cinco arcos, fue pagado por la Real Compañía de Comercio.";

  private static boolean exchanges(String statement, String source) {
    return new NearCopy(
            statement,
            source,
            ContentWords.of("Who built the mill? Watermills"),
            ContentWords.of(source + "Anna Berg lived there."))
        .exchangesAWord();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "In 1773 the architect Anna Berg built the stone mill of Malmo on the northern river.",
        "In 1773 the architect Anna Holm built the stone mill of Lund on the northern river.",
        "In 1773 the architect Anna Berg burned the stone mill of Lund on the northern river.",
        "In 1773 the architect Anna Berg built the wooden mill of Lund on the northern river.",
        "According to the document, Anna Berg built the stone mill of Lund on the southern river.",
        "Anna Berg built the stone mill of Kiel.",
        "The old tower beside it has five arches.",
        "The old bridge beside it, which has five arches, was sold by the Lund Trading Company.",
        "The old bridge beside it was paid for by the architect.",
      })
  void aWordInThePlaceOfAnotherIsAnExchange(String statement) {
    assertEquals(true, exchanges(statement, ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "La cooperativa de Malmo comenzó en 1773 la construcción del molino de piedra junto al"
            + " río.",
        "La cooperativa de Lund impidió en 1773 la construcción del molino de piedra junto al río.",
        "Según el texto, la cooperativa de Lund comenzó la construcción del molino de madera junto"
            + " al río.",
        "El puente nuevo, que tiene cinco arcos, fue pagado por la Real Compañía de Comercio.",
        "Ermita de Lund comenzó en 1773 la construcción del molino de piedra.",
      })
  void inSpanishToo(String statement) {
    assertEquals(true, exchanges(statement, SPANISH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ENGLISH,
        // Less, in another order, of both sentences.
        "Anna Berg built the mill of Lund.",
        "The architect Anna Berg built the stone mill of Lund on the northern river in 1773.",
        "Anna Berg built the stone mill of Lund on the northern river, and the old bridge beside it"
            + " was paid for by the Lund Trading Company.",
        // More: nothing gives way to it.
        "However, in 1773 the famous architect Anna Berg built the stone mill of Lund on the"
            + " northern river.",
        // Forms, function words, synonyms, numbers in digits, initials.
        "In 1773 the architect Anna Berg builds the stone mills of Lund at the northern river.",
        "In 1773 the architect Anna Berg constructed the stone mill of Lund on the northern river.",
        "The old bridge beside it, which has 5 arches, was paid for by the Lund Trading Company.",
        "The old bridge beside it, which has five arches, was paid for by the LTC.",
        // Words of the question and the title.
        "In 1773 the architect Anna Berg built the watermill of Lund on the northern river.",
        // In other words.
        "It was Anna Berg, an architect, to whom Lund owes the mill that stands by its river.",
        "The Lund Trading Company bore all expenses of erecting that five-arched crossing.",
      })
  void whatTheSourceSaysIsNone(String statement) {
    assertEquals(false, exchanges(statement, ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SPANISH,
        "En 1773, la cooperativa de Lund comienza la construcción del molino junto al río.",
        "La cooperativa de Lund empezó en 1773 la construcción del molino de piedra junto al río.",
        "Además, el puente viejo, que tiene 5 arcos, fue pagado por la RCC.",
        "El puente viejo tiene cinco arcos y fue pagado por la Real Compañía de Comercio.",
        "Según el documento, este puente fue pagado por la Real Compañía de Comercio.",
      })
  void norIsItInSpanish(String statement) {
    assertEquals(false, exchanges(statement, SPANISH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The company designed the mill of Lund. | Bergs designed the mill of Lund. | false",
        "Anna Berg designed the mill of Lund. | The architect designed the mill of Lund. | false",
        "In Lund Anna Berg designed the mill. | In Lund the architect designed the mill. | false",
        "Carl Holm designed the mill of Lund. | The architect designed the mill of Lund. | true",
        "Holms designed the mill of Lund. | Bergs designed the mill of Lund. | true",
      })
  void whatItIsMayStandForAName(String statement, String source, boolean exchanges) {
    assertEquals(exchanges, exchanges(statement, source));
  }

  /** Of a model that cites words itself, only this: synonyms are usual there. */
  @ParameterizedTest
  @CsvSource({
    "In 1773 the architect Anna Berg built the mill of Lund., true",
    "In 1773 the architect Anna Berg built the mill of Malmo., false",
    "In 1773 the architect Anna Berg erected the works of Lund., true",
    "In 1773 the architect Anna Berg built the mill of Kiel., true",
  })
  void aNameInThePlaceOfAnotherDoesNotRestOnQuotedWords(String statement, boolean holds) {
    String source = "In 1773 the architect Anna Berg built the mill of Lund.";
    List<PromptPassage> passages =
        Sample.prompted(Sample.passage("mill.md", source + " She was born in Kiel."));

    assertEquals(
        holds,
        !CitationCheck.check(
                List.of(Sample.cited(statement, Sample.claim(0, 0, 1, source))),
                Sample.prompt(passages),
                Defence.ALL)
            .citations()
            .isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "built, constructed, true",
    "uses, employed, true",
    "went, goes, true",
    "comenzó, empieza, true",
    "ciudades, urbe, true",
    "old, new, false",
    "opened, closed, false",
    "viejo, nuevo, false",
  })
  void synonymsStandForEachOther(String one, String other, boolean are) {
    assertEquals(are, Synonyms.are(ContentWords.folded(one), ContentWords.folded(other)));
    assertEquals(are, Synonyms.are(ContentWords.folded(other), ContentWords.folded(one)));
  }
}
