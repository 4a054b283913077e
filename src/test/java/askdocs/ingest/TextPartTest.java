package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextPartTest {
  @Test
  void partsOfALongDocumentMakeTheChunksOfTheWhole() {
    StringBuilder text = new StringBuilder("\n");
    List<Block> blocks = new ArrayList<>();
    for (int page = 1; page <= 30; page++) {
      for (int paragraph = 0; paragraph < 10; paragraph++) {
        int start = text.length();
        text.append("Una frase con nueve palabras, ni una más. ".repeat(130));
        blocks.add(
            new Block(
                start,
                text.length() - 1,
                Block.Kind.PROSE,
                OptionalInt.of(page),
                List.of("H"),
                ""));
        text.append("\n\n");
      }
    }
    StructuredText whole =
        new StructuredText(text.toString(), Optional.empty(), Optional.empty(), blocks);
    List<TextPart> parts = TextPart.of(whole);

    assertTrue(parts.size() > 1);
    assertEquals(whole, ReadDocument.of(whole.about(), parts).whole());
    List<String> cut = new ArrayList<>();
    for (TextPart part : parts) {
      for (Chunk chunk : new Chunker().chunk(part, Optional.empty())) {
        int start = part.start() + chunk.start();
        cut.add(start + ": " + part.text().substring(chunk.start(), chunk.end()));
      }
    }
    assertEquals(
        new Chunker()
            .chunk(whole).stream()
                .map(c -> c.start() + ": " + whole.text().substring(c.start(), c.end()))
                .toList(),
        cut);
  }

  @Test
  void aTitleAndAHeadingAreShortenedBetweenCharacters() {
    String title = "👩‍👩‍👧‍👦".repeat(100);

    assertEquals(
        Optional.of("👩‍👩‍👧‍👦".repeat(45) + "…"),
        new About(Optional.of(title), Optional.empty(), Map.of()).title());
    assertEquals("abc", Shortened.to("abc", 3));
    assertEquals("ab…", Shortened.to("abcd", 3));
  }
}
