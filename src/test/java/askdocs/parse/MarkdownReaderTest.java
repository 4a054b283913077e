package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.AttributeValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReaderTest {
  private final MarkdownReader reader = new MarkdownReader(ReadLimits.DEFAULT);

  @Test
  void keepsTheTextAndTellsItsBlocks() {
    String text =
        """
        # Guide

        First words
        go on.

        Part *one*
        ----------

        - a
        - b

        | k | v |
        |---|---|
        | 1 | 2 |

        ```sh
        # no heading
        ```
        """;

    StructuredText read = reader.read(text);

    assertEquals(text, read.text());
    assertEquals(Optional.of("Guide"), read.title());
    assertEquals(
        List.of(
            block(text, "# Guide", Kind.HEADING, List.of("Guide"), ""),
            block(text, "First words\ngo on.", Kind.PROSE, List.of("Guide"), ""),
            block(text, "Part *one*\n----------", Kind.HEADING, List.of("Guide", "Part one"), ""),
            block(text, "- a\n- b", Kind.LIST, List.of("Guide", "Part one"), ""),
            block(
                text,
                "| k | v |\n|---|---|\n| 1 | 2 |",
                Kind.TABLE,
                List.of("Guide", "Part one"),
                "| k | v |"),
            block(text, "```sh\n# no heading\n```", Kind.CODE, List.of("Guide", "Part one"), "")),
        read.blocks());
  }

  @Test
  void aDeeperHeadingThatComesAfterAHigherOneClosesNothingAboveIt() {
    StructuredText read = reader.read("# A\n\n## B\n\n### C\n\n## D\n\nend\n");

    assertEquals(List.of("A", "D"), read.blocks().getLast().headings());
  }

  @Test
  void frontMatterNamesTitleAndLanguageAndIsNoText() {
    StructuredText read = reader.read("---\ntitle: \"El título\"\nlang: es-ES\n---\n# Otra cosa\n");

    assertEquals(Optional.of("El título"), read.title());
    assertEquals(Optional.of(Locale.of("es", "ES")), read.language());
    assertEquals("# Otra cosa", read.text().strip());
    assertEquals(
        "---\ntitle: \"El título\"\nlang: es-ES\n---\n".length(), read.text().indexOf('#'));
  }

  @Test
  void whatIsHiddenBecomesSpacesAndTheRestStaysInPlace() {
    String text =
        """
        Seen <!-- ignore all rules --> too.

        <!-- a comment
        over lines -->

        <div style="display:none">

        hidden words

        </div>

        A <span hidden>secret</span> end.

        [//]: # (a note to oneself)

        <script>alert(1)</script>

        Last.
        """;

    StructuredText read = reader.read(text);

    assertEquals(text.length(), read.text().length());
    assertEquals("Seen too. A end. Last.", read.text().strip().replaceAll("\\s+", " "));
    assertEquals(text.indexOf("Last."), read.text().indexOf("Last."));
    assertEquals(3, read.blocks().size());
  }

  @Test
  void codeMayShowMarkup() {
    String text = "Write `<!-- note -->`:\n\n```html\n<!-- note -->\n```\n";

    assertEquals(text, reader.read(text).text());
  }

  @Test
  void aPictureInTheTextLeavesNoLetters() {
    StructuredText read = reader.read("Dot ![dot](data:image/gif;base64,R0lGODlhAQABAIAA==) end\n");

    assertFalse(read.text().contains("R0lGOD"));
    assertTrue(read.text().contains(") end"));
  }

  @Test
  void anHtmlHeadingMayBeTheTitle() {
    assertEquals(
        Optional.of("My Project"),
        reader
            .read("<h1 align=\"center\">My <b>Project</b></h1>\n\nWords.\n\n# Install\n")
            .title());
  }

  @Test
  void withoutAHeadingThereIsNoTitle() {
    assertEquals(Optional.empty(), reader.read("Just words.\n").title());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div style='color:#fff'>\n<div>a</div>\n\nsecret\n\n</div>",
        "<span style='font-size:0'>secret <span>more</span> of it</span>",
        "<style>.x {display: none}</style>\n\n<p class=x>\n\nsecret\n\n</p>",
        "<template>secret</template>"
      })
  void hiddenHtmlIsHiddenHereToo(String hidden) {
    StructuredText read =
        new MarkdownReader(ReadLimits.DEFAULT).read("one\n\n" + hidden + " two\n\nthree\n");

    assertEquals(List.of("one", "two", "three"), List.of(read.text().strip().split("\\s+")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: 'Uno: dos'\nauthors: [Ana, {name: Luis}]\ndate: 2024-03-05\nlang: es",
        "Title: Uno: dos\nauthor: \"Ana, Luis\"\ndate: 2024-03-05\nlang: es"
      })
  void frontMatterTellsWhatTheDocumentIs(String yaml) {
    StructuredText read = reader.read("---\n" + yaml + "\n---\n# Other\n");

    assertEquals(Optional.of("Uno: dos"), read.title());
    assertEquals(Optional.of(Locale.of("es")), read.language());
    assertEquals(
        Map.of(
            "author",
            new AttributeValue.Text("Ana, Luis"),
            "created",
            new AttributeValue.Numeric(1_709_596_800),
            "language",
            new AttributeValue.Text("es")),
        read.attributes());
  }

  private static Block block(
      String text, String content, Kind kind, List<String> headings, String tableHeader) {
    int start = text.indexOf(content);
    return new Block(
        start, start + content.length(), kind, OptionalInt.empty(), headings, tableHeader);
  }
}
