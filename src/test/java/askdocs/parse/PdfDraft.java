package askdocs.parse;

import askdocs.ingest.StructuredText;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** A PDF being written; places are in points from a page's lower left corner. */
final class PdfDraft {
  final PDDocument document = new PDDocument();

  Page page() throws IOException {
    PDPage page = new PDPage();
    document.addPage(page);
    return new Page(document, page, new PDPageContentStream(document, page));
  }

  StructuredText read() throws Exception {
    return read(ReadLimits.DEFAULT);
  }

  StructuredText read(ReadLimits limits) throws Exception {
    Path file = Files.createTempFile("draft", ".pdf");
    try {
      document.save(file.toFile());
      return new PdfReader(limits).read(new FormatReader.Source(file, Optional.empty()));
    } finally {
      Files.delete(file);
    }
  }

  /** A page being written. */
  record Page(PDDocument document, PDPage page, PDPageContentStream content) {
    Page line(float size, float x, float y, String text) throws IOException {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA), size);
      content.newLineAtOffset(x, y);
      content.showText(text);
      content.endText();
      return this;
    }

    Page mode(RenderingMode mode) throws IOException {
      content.setRenderingMode(mode);
      return this;
    }

    Page colour(Color colour) throws IOException {
      content.setNonStrokingColor(colour);
      return this;
    }

    Page box(float x, float y, float width, float height) throws IOException {
      content.addRect(x, y, width, height);
      content.fill();
      return this;
    }

    Page rule(float x, float y, float toX, float toY) throws IOException {
      content.moveTo(x, y);
      content.lineTo(toX, toY);
      content.stroke();
      return this;
    }

    Page picture(float x, float y, float width, float height) throws IOException {
      BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      content.drawImage(LosslessFactory.createFromImage(document, grey), x, y, width, height);
      return this;
    }

    void close() throws IOException {
      content.close();
    }
  }
}
