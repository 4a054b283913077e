package askdocs.parse.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.About;
import askdocs.ingest.Block;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.TextPart;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.UpstreamException;
import askdocs.parse.PartwiseReader.Reading;
import askdocs.parse.child.SpooledDocument.Layout;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgainAsOftenAsOneLikes() throws Exception {
    TextPart first =
        new TextPart(
            0,
            "Título\n\nñandú 😀 |a|",
            List.of(
                new Block(0, 6, Block.Kind.HEADING, OptionalInt.empty(), List.of("Título"), ""),
                new Block(
                    8, 19, Block.Kind.TABLE, OptionalInt.of(2), List.of("Título", "x"), "|a|")));
    TextPart second = new TextPart(first.end(), "\n", List.of());
    About about =
        new About(
            Optional.of("T"),
            Optional.of(Locale.forLanguageTag("es-MX")),
            Map.of(
                "a", new AttributeValue.Text("b"),
                "n", new AttributeValue.Numeric(.5),
                "f", new AttributeValue.Flag(true),
                "l", new AttributeValue.Texts(List.of("x", "y"))));
    Path file = folder.resolve("spool");
    try (Spool spool = new Spool(file)) {
      spool.accept(first);
      spool.accept(second);
      spool.end(new Reading.Whole(about));
    }

    Layout layout = Layout.of(file);
    try (DataInputStream in = SpooledDocument.at(file, layout.reading())) {
      assertEquals(new Reading.Whole(about), Spool.readReading(in));
    }
    List<String> closed = new ArrayList<>();
    ReadDocument document =
        new SpooledDocument(file, about, layout.parts(), () -> closed.add("once"));
    assertEquals(List.of(first, second), parts(document));
    assertEquals(List.of(first, second), parts(document));
    document.close();
    document.close();
    assertEquals(List.of("once"), closed);
    assertThrows(UpstreamException.class, () -> parts(document));
  }

  private static List<TextPart> parts(ReadDocument document) {
    List<TextPart> parts = new ArrayList<>();
    document.parts().forEach(parts::add);
    return parts;
  }

  @Test
  void aHeadingOverManyBlocksIsWrittenOnce() throws Exception {
    String heading = "h".repeat(10_000);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      blocks.add(new Block(i, i + 1, Block.Kind.PROSE, OptionalInt.empty(), List.of(heading), ""));
    }
    Path file = folder.resolve("spool");
    try (Spool spool = new Spool(file)) {
      spool.accept(new TextPart(0, "x".repeat(1_000), blocks));
      spool.end(new Reading.Failed("Too much."));
    }

    assertTrue(Files.size(file) < 100_000, Files.size(file) + " bytes");
    Layout layout = Layout.of(file);
    try (DataInputStream in = SpooledDocument.at(file, layout.parts().getFirst())) {
      List<Block> read = Spool.readPart(in).blocks();
      assertEquals(Collections.nCopies(1_000, List.of(heading)), headings(read));
    }
  }

  private static List<List<String>> headings(List<Block> blocks) {
    return blocks.stream().map(Block::headings).toList();
  }
}
