package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.AttributeValue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;

class PdfReaderTest {
  private final PdfDraft draft = new PdfDraft();
  private final PDDocument document = draft.document;

  @Test
  void linesFlowToParagraphsUnderTheirHeadings() throws Exception {
    page()
        .line(20, 72, 740, "The Guide")
        .line(10, 72, 700, "The first line of a para-")
        .line(10, 72, 688, "graph, with a well-known word, and a well-")
        .line(10, 72, 676, "known end.")
        .line(10, 72, 640, "Another.")
        .close();

    StructuredText read = read();

    assertEquals(
        "The Guide\n\n"
            + "The first line of a paragraph, with a well-known word, and a well-known end.\n\n"
            + "Another.",
        read.text());
    assertEquals(Optional.of("The Guide"), read.title());
    assertEquals(
        List.of(
            block(read, "The Guide", Kind.HEADING, 1, "The Guide"),
            block(read, read.text().split("\n\n")[1], Kind.PROSE, 1, "The Guide"),
            block(read, "Another.", Kind.PROSE, 1, "The Guide")),
        read.blocks());
  }

  @Test
  void aSentenceGoesOnOverleafAndEachPageHasItsBlock() throws Exception {
    page().line(10, 72, 700, "It begins here and it").close();
    page().line(10, 72, 700, "ends there. More.").close();

    StructuredText read = read();

    assertEquals("It begins here and it ends there. More.", read.text());
    assertEquals(
        List.of(
            block(read, "It begins here and it", Kind.PROSE, 1),
            block(read, "ends there. More.", Kind.PROSE, 2)),
        read.blocks());
  }

  @Test
  void columnsAreReadOneAfterTheOther() throws Exception {
    page()
        .line(10, 72, 700, "Left one of the")
        .line(10, 72, 688, "left column ends.")
        .line(10, 320, 700, "Right one of the")
        .line(10, 320, 688, "right column ends.")
        .close();

    assertEquals(
        "Left one of the left column ends.\n\nRight one of the right column ends.", read().text());
  }

  @Test
  void whatRepeatsOnMostPagesIsReadOnce() throws Exception {
    for (int i = 1; i <= 4; i++) {
      page()
          .line(8, 72, 770, "Acme Annual Report")
          .line(10, 72, 600, "Words of chapter " + "abcd".charAt(i - 1) + " stand here.")
          .line(8, 300, 30, "Page " + i + " of 4")
          .close();
    }

    assertEquals(
        "Acme Annual Report\n\nWords of chapter a stand here.\n\nWords of chapter b stand here.\n\n"
            + "Words of chapter c stand here.\n\nWords of chapter d stand here.",
        read().text());
  }

  @Test
  void emptyPagesCount() throws Exception {
    page().close();
    document.addPage(new PDPage());
    page().line(10, 72, 700, "Third.").close();

    assertEquals(OptionalInt.of(3), read().blocks().getFirst().page());
  }

  @Test
  void aTitleThatAProgramLeftIsNone() throws Exception {
    document.getDocumentInformation().setTitle("Microsoft Word - draft7.doc");
    page().line(10, 72, 700, "Words.").close();

    assertEquals(Optional.empty(), read().title());
  }

  @Test
  void whatTheDocumentSaysOfItselfAreItsAttributes() throws Exception {
    COSDictionary information = document.getDocumentInformation().getCOSObject();
    information.setString(COSName.AUTHOR, "Ana María");
    information.setString(COSName.CREATION_DATE, "D:20240229103000+01'00'");
    information.setString(COSName.MOD_DATE, "D:2025");
    document.getDocumentCatalog().setLanguage("es-ES");
    page().line(10, 72, 700, "Palabras.").close();

    StructuredText read = read();

    assertEquals(Optional.of(Locale.forLanguageTag("es-ES")), read.language());
    assertEquals(
        Map.of(
            "author", new AttributeValue.Text("Ana María"),
            "created", new AttributeValue.Numeric(1_709_199_000),
            "modified", new AttributeValue.Numeric(1_735_689_600),
            "language", new AttributeValue.Text("es-ES")),
        read.attributes());
  }

  @Test
  void aDocumentThatOnlyItsOwnerMayChangeIsRead() throws Exception {
    page().line(10, 72, 700, "Words.").close();
    AccessPermission nothing = new AccessPermission();
    nothing.setCanExtractContent(false);
    document.protect(new StandardProtectionPolicy("owner", "", nothing));

    assertEquals("Words.", read().text());
  }

  @Test
  void aPasswordIsTheOwnersMatter() throws Exception {
    page().line(10, 72, 700, "Words.").close();
    document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));

    assertEquals(
        UnreadableException.encrypted().getMessage(),
        assertThrows(UnreadableException.class, this::read).getMessage());
  }

  @Test
  void onlySoManyPagesAreRead() throws Exception {
    for (int i = 0; i < 3; i++) {
      page().line(10, 72, 700, "Words.").close();
    }

    assertThrows(
        UnreadableException.class, () -> draft.read(new ReadLimits(1_000_000, 1_000, 2, 10)));
    assertFalse(draft.read(new ReadLimits(1_000_000, 1_000, 3, 10)).blocks().isEmpty());
  }

  private StructuredText read() throws Exception {
    return draft.read();
  }

  private static Block block(
      StructuredText read, String text, Kind kind, int page, String... headings) {
    int start = read.text().indexOf(text);
    return new Block(
        start, start + text.length(), kind, OptionalInt.of(page), List.of(headings), "");
  }

  private PdfDraft.Page page() throws IOException {
    return draft.page();
  }

  @Test
  void turnedPagesAndTurnedLinesAreReadAlongTheirLines() throws Exception {
    PdfDraft draft = new PdfDraft();
    PdfDraft.Page turned = draft.page().line(10, 72, 700, "Una página girada.");
    turned.page().setRotation(90);
    turned.close();
    PdfDraft.Page level = draft.page().line(10, 72, 700, "Otra derecha.");
    level.content().beginText();
    level.content().setFont(new PDType1Font(FontName.HELVETICA), 10);
    level.content().setTextMatrix(new Matrix(0, 1, -1, 0, 400, 100));
    level.content().showText("Con una línea de lado.");
    level.content().endText();
    level.close();

    assertEquals(
        List.of("Con una línea de lado.", "Otra derecha.", "Una página girada."),
        draft.read().text().lines().filter(line -> !line.isEmpty()).sorted().toList());
  }
}
