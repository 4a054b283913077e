package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextPagesTest {
  @Test
  void headsAndPageNumbersGoAndTheTitleStaysOnce() {
    String page = "Informe anual\n\n%s\ndos\ntres\ncuatro\ncinco\n\nPágina %d de 3\n";
    String rest = "Informe anual\n\n%s\ndos\ntres\ncuatro\ncinco\n\n\n";

    assertEquals(
        rest.formatted("a")
            + "\f"
            + rest.formatted("b").substring(13)
            + "\f"
            + rest.formatted("c").substring(13),
        TextPages.withoutRunningLines(
            page.formatted("a", 1)
                + "\f"
                + page.formatted("b", 2)
                + "\f"
                + page.formatted("c", 3)));
  }

  @Test
  void textWithoutPagesAndFewPagesStay() {
    assertEquals("1\n2\n1", TextPages.withoutRunningLines("1\n2\n1"));
    assertEquals("a\nx\n1\fa\ny\n2", TextPages.withoutRunningLines("a\nx\n1\fa\ny\n2"));
  }

  @Test
  void whatDiffersInMoreThanThePageStays() {
    String pages =
        "Taller\n"
            + "Factura 17\n"
            + "Total: 12\fTaller\n"
            + "Factura 20\n"
            + "Total: 7\fTaller\n"
            + "Factura 23\n"
            + "Total: 31";

    assertEquals(
        "Taller\nFactura 17\nTotal: 12\f\nFactura 20\nTotal: 7\f\nFactura 23\nTotal: 31",
        TextPages.withoutRunningLines(pages));
  }
}
