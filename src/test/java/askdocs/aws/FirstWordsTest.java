package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "¿Qué es?|¿Qué es?",
        "¿Qué es el ETL?|¿Qué es el",
        "uno, dos; tres - cuatro|uno, dos; tres",
        "山川草木|山川草",
        "a山b|a山b",
        "a山b川|a山b",
        "?! … ()|?! … ()"
      })
  void threeWordsAreLeft(String text, String left) {
    assertEquals(left, FirstWords.of(text, 3));
  }
}
