package askdocs.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
  private static final String SPANISH =
      "El niño comió ñandú en la región de Ávila. «¿Qué pasó?», preguntó la señora más allá. ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-8",
        "windows-1252",
        "ISO-8859-1",
        "UTF-16LE",
        "UTF-16BE",
        "x-UTF-16LE-BOM",
        "UTF-16"
      })
  void spanishIsReadInWhateverEncoding(String charset) throws Exception {
    assertEquals(SPANISH, decoded(SPANISH.getBytes(Charset.forName(charset))));
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, Schöne Grüße – wir können's.",
    "windows-1252, können",
    "windows-1251, 'Съешь же ещё этих мягких французских булок, да выпей чаю.'",
    "KOI8-R, 'Съешь же ещё этих мягких французских булок, да выпей чаю.'",
    "windows-1252, España",
    "windows-1252, § 5 Abs. 2",
    "windows-1252, Madrid–Barcelona",
    "windows-1250, Łódź żółw",
    "x-MacRoman, ¿Qué pasó en la región de Ávila?",
    "IBM850, ¿Qué pasó en la región de Ávila?",
    "UTF-16LE, 'Привет, как дела?'",
    "UTF-16BE, مرحبا بالعالم",
    "windows-1252, “smart” quotes — and €5",
    "windows-1251, Все люди рождаются свободными и равными в своём достоинстве и правах.",
    "windows-1253, Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.",
    "Shift_JIS, すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "EUC-KR, 모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "GB18030, 人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
  })
  void otherLanguagesAreReadInTheirOldEncodings(String charset, String text) throws Exception {
    assertEquals(text, decoded(text.getBytes(Charset.forName(charset))));
  }

  @Test
  void aByteOrderMarkIsNoText() throws Exception {
    assertEquals("a", decoded("\uFEFFa".getBytes(UTF_8)));
    assertEquals("a", decoded("\uFEFFa".getBytes(Charset.forName("UTF-32LE"))));
  }

  @Test
  void aDeclarationThatMakesNoTextIsNotBelieved() throws Exception {
    assertEquals(
        SPANISH,
        TextDecoder.decode(SPANISH.getBytes(ISO_8859_1), Optional.of(Charset.forName("KOI8-R"))));
  }

  @Test
  void fewDamagedBytesDoNotTurnTheRestIntoAnotherEncoding() throws Exception {
    byte[] bytes = SPANISH.repeat(10).getBytes(UTF_8);
    bytes[0] = (byte) 0xC3;

    assertEquals("\uFFFD" + SPANISH.repeat(10).substring(1), decoded(bytes));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);

    assertThrows(UnreadableException.class, () -> decoded(noise));
  }

  private static String decoded(byte[] bytes) throws UnreadableException {
    return TextDecoder.decode(bytes, Optional.empty());
  }
}
