package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {
  @ParameterizedTest
  @CsvSource({
    "e\u0301, \u00E9",
    "o\uFB03ce, office",
    "\uFEFFa\uFEFFb, ab",
    "so\u00ADft, soft",
    "'so\u00AD\r\nft', soft",
    "nu\u0000ll\u0007, null",
    "x\u200By\u2060z, xyz",
    "a\u202Eb\u202C, ab",
    "\uFEFB, \u0644\u0627",
    "hid\uDB40\uDC41\uDB40\uDC42, hid",
    "\uD83D\uDE00, \uD83D\uDE00",
    "a\uD83Db, a\uFFFDb"
  })
  void rewrites(String raw, String clean) {
    assertEquals(clean, CleanText.of(raw));
  }

  @Test
  void linesEndInOneWay() {
    assertEquals("a\nb\nc\nd\ne", CleanText.of("a\r\nb\rc\u2028d\fe"));
  }

  @Test
  void cleanTextIsLeftAlone() {
    String text = "¿Qué?\tSí:\u00A0“20 %”\n日本語";

    assertSame(text, CleanText.of(text));
  }

  @Test
  void emojiKeepTheirJoiners() {
    String family = "👨\u200D👩\u200D👧";

    assertEquals(family, CleanText.of(family));
  }
}
