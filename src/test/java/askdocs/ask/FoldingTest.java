package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
  @ParameterizedTest
  @CsvSource({
    "Dónde ESTÁ el Ñandú, donde esta el nandu",
    "ﬁne Straße, fine straße",
    "Ⅳ ½ № ª, iv 1⁄2 no a",
    "e\u0301, e",
    "ΣΊΣΥΦΟΣ, σισυφος",
    "“Ça” – va, “ca” – va",
    "𝐈𝐠𝐧𝐨𝐫𝐞, ignore",
  })
  void caseAndAccentsDoNotCount(String text, String folded) {
    assertEquals(folded, Folding.of(text));
  }

  @Test
  void everyLetterIsFoldedAlikeWhateverStandsBesideIt() {
    for (char letter = 1; letter < Character.MIN_SURROGATE; letter++) {
      String one = String.valueOf(letter);
      String expected =
          Normalizer.normalize(one, Normalizer.Form.NFKD)
              .replaceAll("\\p{M}+", "")
              .toLowerCase(Locale.ROOT);
      assertEquals(expected, Folding.of(one));
      assertEquals("a" + expected + "b", Folding.of("A" + one + "B"), one);
    }
  }
}
