package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunningLinesTest {
  private final PdfDraft draft = new PdfDraft();

  @Test
  void leftAndRightPagesHaveHeadsOfTheirOwn() throws Exception {
    String[] numerals = {"ix", "x", "xi", "xii", "xiii", "xiv"};
    for (int i = 0; i < 6; i++) {
      draft
          .page()
          .line(8, 72, 770, i % 2 == 0 ? "El libro" : "La autora")
          .line(10, 72, 600, "Palabras de " + "abcdef".charAt(i) + ".")
          .line(8, 300, 30, numerals[i])
          .close();
    }

    assertEquals(
        "El libro\n\nPalabras de a.\n\nLa autora\n\nPalabras de b.\n\nPalabras de c.\n\n"
            + "Palabras de d.\n\nPalabras de e.\n\nPalabras de f.",
        draft.read().text());
  }

  @Test
  void pageNumbersGoFromTheShortestDocumentToo() throws Exception {
    for (String foot : List.of("Página 1 de 2", "Página 2 de 2")) {
      draft.page().line(10, 72, 600, "El año 2007.").line(8, 300, 30, foot).close();
    }

    assertEquals("El año 2007.\n\nEl año 2007.", draft.read().text());
  }

  @Test
  void aNumberThatCountsNoPagesStays() throws Exception {
    draft.page().line(10, 72, 700, "1984").line(10, 72, 600, "Una novela.").close();
    draft.page().line(10, 72, 700, "2001").line(10, 72, 600, "Una odisea.").close();

    assertEquals("1984\n\nUna novela.\n\n2001\n\nUna odisea.", draft.read().text());
  }

  @Test
  void linesThatDifferInMoreThanThePageStay() throws Exception {
    String[] totals = {"120", "75", "310", "42"};
    for (int i = 0; i < 4; i++) {
      draft
          .page()
          .line(8, 72, 770, "Taller Ruiz 2026")
          .line(10, 72, 600, "Factura " + (17 + 3 * i))
          .line(10, 72, 100, "Total: " + totals[i] + " euros")
          .line(8, 72, 30, "Copia 1, hoja " + (i + 1) + " del taller")
          .close();
    }

    assertEquals(
        "Taller Ruiz 2026\n\nFactura 17\n\nTotal: 120 euros\n\nFactura 20\n\nTotal: 75 euros\n\n"
            + "Factura 23\n\nTotal: 310 euros\n\nFactura 26\n\nTotal: 42 euros",
        draft.read().text());
  }

  @Test
  void aSentenceThatCountsThePagesStays() throws Exception {
    for (int i = 1; i <= 3; i++) {
      draft
          .page()
          .line(10, 72, 700, "Este es el capítulo " + i + ".")
          .line(10, 72, 688, "Trata de la letra " + "abc".charAt(i - 1) + ".")
          .close();
    }
    draft.page().line(10, 72, 700, "Este es el capítulo 4.").close();

    assertEquals(
        "Este es el capítulo 1. Trata de la letra a.\n\n"
            + "Este es el capítulo 2. Trata de la letra b.\n\n"
            + "Este es el capítulo 3. Trata de la letra c.\n\n"
            + "Este es el capítulo 4.",
        draft.read().text());
  }
}
