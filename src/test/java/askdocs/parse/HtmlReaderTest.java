package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.AttributeValue;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void tellsItsAuthorAndDates() throws Exception {
    StructuredText read =
        read(
            """
            <html xml:lang="es-ES"><head><meta name="Author" content="Ana Peña">
            <meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
            <meta property="og:updated_time" content="2024-03-06"></head><body>Hola</body></html>
            """);

    assertEquals(
        Map.of(
            "author",
            new AttributeValue.Text("Ana Peña"),
            "created",
            new AttributeValue.Numeric(1_709_629_200),
            "modified",
            new AttributeValue.Numeric(1_709_683_200),
            "language",
            new AttributeValue.Text("es-ES")),
        read.attributes());
  }

  private StructuredText read(String page) throws Exception {
    return read(page, Charset.forName("UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p style='color:#fefefe'>",
        "<p style='color:white;background:#FFF'>",
        "<div style='background:black'><p style='color:rgb(0, 0, 0)'>",
        "<div style='color:rgba(0,0,0,0)'><p>",
        "<font color=white>",
        "<div style='font-size:0'><p style='font-size:1em'>",
        "<p style='font:0/0 a'>",
        "<p style='position:absolute;left:-9999px'>",
        "<p style='text-indent:-999em'>",
        "<p style='opacity:.01'>",
        "<p style='transform:scale(0)'>",
        "<p style='height:0;overflow:hidden'>",
        "<p style='position:absolute;clip:rect(0,0,0,0)'>",
        "<style>/* x */ main .x, #y {display:none}</style><main><p class='a x'>",
        "<style>.x {display:none !important}</style><p class=x style='display:block'>",
        "<template>",
        "<noscript>",
        "<!-- "
      })
  void whatTheEyeDoesNotSeeIsNotRead(String opening) throws Exception {
    assertEquals("one", read("<p>one</p>" + opening + "two").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p aria-hidden=true>",
        "<p style='color:#eee;background-color:#222'>",
        "<div style='background:url(dark.png)'><p style='color:white'>",
        "<div style='font-size:0'><p style='font-size:14px'>",
        "<style>.x {display:none} p.x {display:block}</style><p class=x>",
        "<style>@media print {.x {display:none}} .y:hover {display:none}</style><p class='x y'>",
        "<link rel=stylesheet href=a.css><div class=hero><p style='color:#fff'>",
        "<style>body {opacity:0}</style><p>",
        "<p style='opacity:0.5;left:-9999px'>"
      })
  void whatTheEyeSeesIsRead(String opening) throws Exception {
    assertEquals("one\n\ntwo", read("<p>one</p>" + opening + "two").text());
  }

  private StructuredText read(String page, Charset charset) throws Exception {
    Path file = Files.write(folder.resolve("page.html"), page.getBytes(charset));
    return new HtmlReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));
  }
}
