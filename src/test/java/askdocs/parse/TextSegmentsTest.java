package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSegmentsTest {
  private static List<String> segments(byte[] bytes, int longest) throws Exception {
    List<String> segments = new ArrayList<>();
    TextSegments.of(
        () -> new ByteArrayInputStream(bytes),
        new FormatReader.Source(Path.of("a.txt"), Optional.empty()),
        longest,
        segments::add);
    return segments;
  }

  private static List<String> segments(String text, int longest) throws Exception {
    return segments(text.getBytes(UTF_8), longest);
  }

  @Test
  void aShortFileIsOneSegment() throws Exception {
    assertEquals(List.of("Uno.\n\nDos."), segments("Uno.\r\n\r\nDos.", 100));
  }

  @Test
  void segmentsEndWithAParagraphElseASentenceElseALineElseAWord() throws Exception {
    assertEquals(List.of("a b\nc d\n\n", "e.\nf"), segments("a b\nc d\n\ne.\nf", 12));
    assertEquals(List.of("a b\nc d.\n", "e\nf g h i"), segments("a b\nc d.\ne\nf g h i", 12));
    assertEquals(List.of("a b\nc d\n", "e f g h"), segments("a b\nc d\ne f g h", 12));
    assertEquals(List.of("aaaa bbbb ", "cccc"), segments("aaaa bbbb cccc", 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"🇪🇸", "👩‍👩‍👧‍👦", "é", "字", "x\r\n"})
  void whatPeopleSeeAsOneCharacterIsNeverCut(String character) throws Exception {
    String text = character.repeat(200);
    List<String> segments = segments(text, 101);

    assertTrue(segments.size() > 1);
    assertEquals(CleanText.of(text), String.join("", segments));
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(String.join("", segments));
    int end = 0;
    for (String segment : segments) {
      end += segment.length();
      assertTrue(characters.isBoundary(end), "cut at " + end);
    }
  }

  @Test
  void inWhateverEncodingASegmentIsAsInTheWholeText() throws Exception {
    String text = "Camión, año y niño — «señal» €.\n\n".repeat(50);
    for (Charset charset : List.of(UTF_8, UTF_16LE, Charset.forName("windows-1252"))) {
      List<String> segments = segments(text.getBytes(charset), 100);

      assertEquals(text, String.join("", segments), charset.name());
      assertTrue(segments.size() > 10);
    }
  }

  @Test
  void whatIsNoTextIsRefusedHoweverLong() {
    assertThrows(
        UnreadableException.class, () -> segments("text " + "\u0001\u0002 ".repeat(1_000), 100));
  }
}
