package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCR is tried where Tesseract is installed. */
class PdfScanTest {
  private static final String WORDS = "El caballo blanco de Santiago";

  @TempDir Path folder;

  @Test
  void aScannedPageIsRecognisedOnItsPage() throws Exception {
    assumeTrue(Tesseract.installed().isPresent(), "Tesseract is not installed");
    Path file = folder.resolve("scan.pdf");
    try (PDDocument scan = new PDDocument()) {
      scan.addPage(new PDPage());
      add(scan, new PDPage());
      scan.save(file.toFile());
    }

    StructuredText read =
        new PdfReader(ReadLimits.DEFAULT, Tesseract::installed)
            .read(new FormatReader.Source(file, Optional.empty()));

    assertEquals(WORDS, read.text());
    assertEquals(
        List.of(OptionalInt.of(2)), read.blocks().stream().map(Block::page).distinct().toList());
  }

  @Test
  void aGiantPageIsRenderedNoLargerThanOthers() throws Exception {
    assumeTrue(Tesseract.installed().isPresent(), "Tesseract is not installed");
    Path file = folder.resolve("giant.pdf");
    try (PDDocument scan = new PDDocument()) {
      add(scan, new PDPage(new PDRectangle(14_400, 14_400)));
      scan.save(file.toFile());
    }

    assertEquals(
        WORDS,
        new PdfReader(ReadLimits.DEFAULT, Tesseract::installed)
            .read(new FormatReader.Source(file, Optional.empty()))
            .text());
  }

  @Test
  void withoutTesseractAScanHasNoText() throws Exception {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument scan = new PDDocument()) {
      add(scan, new PDPage());
      scan.save(file.toFile());
    }

    assertEquals(
        List.of(),
        new PdfReader(ReadLimits.DEFAULT, Optional::empty)
            .read(new FormatReader.Source(file, Optional.empty()))
            .blocks());
  }

  /** A page that is a picture of words. */
  private static void add(PDDocument scan, PDPage page) throws Exception {
    PdfDraft draft = new PdfDraft();
    draft.page().line(24, 100, 600, WORDS).close();
    BufferedImage picture =
        new PDFRenderer(draft.document).renderImageWithDPI(0, 150, ImageType.GRAY);
    scan.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(scan, page)) {
      content.drawImage(
          LosslessFactory.createFromImage(scan, picture),
          0,
          0,
          page.getMediaBox().getWidth(),
          page.getMediaBox().getHeight());
    }
  }
}
