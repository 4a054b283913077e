package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReaderTest {
  @TempDir Path folder;

  @Test
  void tellsTitleLanguageHeadingsListsAndTables() throws Exception {
    StructuredText read =
        read(
            """
            <html lang="es"><head><title>El   título</title></head><body>
            <h1>Uno</h1><p>Hola&nbsp;<b>mun</b>do<br>cruel.
            <h2>Dos</h2><ul><li>a<ul><li>b</ul><li>c</ul><ol><li>x<li>y</ol>
            <table><tr><th>k<th>v<tr><td>1<td>2|3</table>
            <pre>
            a
              b</pre>
            """);

    assertEquals(
        """
        Uno

        Hola mundo
        cruel.

        Dos

        - a
          - b
        - c

        1. x
        2. y

        | k | v |
        | --- | --- |
        | 1 | 2\\|3 |

        a
          b\
        """,
        read.text());
    assertEquals(Optional.of("El título"), read.title());
    assertEquals(Optional.of(Locale.of("es")), read.language());
    assertEquals(
        List.of(
            Block.Kind.HEADING,
            Block.Kind.PROSE,
            Block.Kind.HEADING,
            Block.Kind.LIST,
            Block.Kind.LIST,
            Block.Kind.TABLE,
            Block.Kind.CODE),
        read.blocks().stream().map(Block::kind).toList());
    assertEquals(List.of("Uno", "Dos"), read.blocks().getLast().headings());
    assertEquals("| k | v |", read.blocks().get(5).tableHeader());
  }

  @Test
  void readsOnlyWhatIsSeen() throws Exception {
    assertEquals(
        "seen\n\nbig",
        read("""
        <style>.gone, #x { display: none } @media print { .big { display: none } }</style>
        <body><script>one()</script><!-- two --><template>three</template>
        <p hidden>four</p><p style="DISPLAY : none">five</p>
        <p style="visibility:hidden">six</p><p style="font-size:0px">seven</p>
        <p class="gone">eight</p><p id=x>nine</p><nav>ten</nav><noscript>eleven</noscript>
        <p style="opacity: 0">twelve</p>
        <p style="font-size:0.9em;opacity:.5">seen<p class="big">big
        """)
            .text());
  }

  @Test
  void aTableThatArrangesThePageIsNoTable() throws Exception {
    assertEquals(
        "Head\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        read("<table><tr><td><h1>Head</h1><td><table><tr><th>a<th>b<tr><td>1<td>2</table></table>")
            .text());
  }

  @Test
  void believesADeclaredCharacterSetUnlessTheBytesAreUtf8() throws Exception {
    String page = "<meta charset=iso-8859-2><p>Žluťoučký kůň</p>";

    assertEquals("Žluťoučký kůň", read(page, Charset.forName("ISO-8859-2")).text());
    assertEquals("Žluťoučký kůň", read(page, Charset.forName("UTF-8")).text());
  }

  @Test
  void elementsNestedWithoutEndDoNotEndTheReader() throws Exception {
    assertEquals("deep", read("<div>".repeat(100_000) + "deep").text());
  }

  private StructuredText read(String page) throws Exception {
    return read(page, Charset.forName("UTF-8"));
  }

  private StructuredText read(String page, Charset charset) throws Exception {
    Path file = Files.write(folder.resolve("page.html"), page.getBytes(charset));
    return new HtmlReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));
  }
}
