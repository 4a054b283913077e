package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0",
        "' ' | 0",
        "Hola | 1",
        "Hola, mundo. | 4",
        "canción | 2",
        "desoxirribonucleico | 4",
        "日本語 | 3",
        "ひらがな | 4",
        "😀😀 | 2",
        "a-b | 3",
      })
  void aTextHasItsTokens(String text, int tokens) {
    assertEquals(tokens, Tokens.count(text));
  }

  @Test
  void aBeginningHasNoMoreTokensThanWanted() {
    String text = "Según los documentos: ¿ETL? 日本語";
    for (int tokens = 0; tokens <= Tokens.count(text); tokens++) {
      String beginning = Tokens.first(text, tokens);
      assertTrue(text.startsWith(beginning));
      assertEquals(tokens, Tokens.count(beginning));
    }
  }
}
