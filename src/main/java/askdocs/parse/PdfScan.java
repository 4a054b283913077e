package askdocs.parse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** The text of scanned pages, by OCR: each page is rendered by itself, and its words recognised. */
final class PdfScan {
  /** What is scanned for reading is mostly recognised best at about this. */
  private static final int DPI = 300;

  /** An A4 page at 300 dpi has 8.7 million. */
  private static final double MOST_PIXELS = 12e6;

  private static final Duration FOR_A_PAGE = Duration.ofSeconds(40);

  /** Reading a document may take two minutes altogether. */
  private static final Duration FOR_A_DOCUMENT = Duration.ofSeconds(100);

  private final PDDocument document;
  private final Tesseract tesseract;
  private final InstantSource clock;

  PdfScan(PDDocument document, Tesseract tesseract, InstantSource clock) {
    this.document = document;
    this.tesseract = tesseract;
    this.clock = clock;
  }

  /** The pages, with lines now where there were pictures only. */
  List<PdfLines.Page> recognised(List<PdfLines.Page> pages) throws UnreadableException {
    Instant end = clock.instant().plus(FOR_A_DOCUMENT);
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    List<PdfLines.Page> recognised = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      PdfLines.Page page = pages.get(i);
      if (page.isScanned()) {
        Duration left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
          throw new UnreadableException(
              String.format(
                  Locale.ROOT,
                  "Its pages are scanned, and recognising the text of all %,d takes longer than the"
                      + " %d seconds that there are; run OCR on it first.",
                  pages.stream().filter(PdfLines.Page::isScanned).count(),
                  FOR_A_DOCUMENT.toSeconds()));
        }
        recognised.add(
            new PdfLines.Page(
                lines(renderer, i, left.compareTo(FOR_A_PAGE) < 0 ? left : FOR_A_PAGE), 0));
      } else {
        recognised.add(page);
      }
    }
    return recognised;
  }

  private List<PdfLine> lines(PDFRenderer renderer, int page, Duration most)
      throws UnreadableException {
    PDRectangle crop = document.getPage(page).getCropBox();
    double inches = crop.getWidth() / 72.0 * (crop.getHeight() / 72.0);
    int dpi = (int) Math.clamp(Math.sqrt(MOST_PIXELS / Math.max(inches, .01)), 1, DPI);
    try {
      BufferedImage picture = renderer.renderImageWithDPI(page, dpi, ImageType.GRAY);
      return lines(tesseract.words(picture, Math.max(70, dpi), most));
    } catch (IOException e) {
      throw new UnreadableException(
          String.format(
              Locale.ROOT,
              "The text of its scanned page %,d could not be recognised; run OCR on it first.",
              page + 1),
          e);
    }
  }

  /** Lines at the distances that make them paragraphs again, as far as the program parted them. */
  private static List<PdfLine> lines(String words) {
    List<PdfLine> lines = new ArrayList<>();
    float baseline = 0;
    for (String line : words.replace("\f", "").split("\n", -1)) {
      baseline += line.isBlank() ? 24 : 12;
      if (!line.isBlank()) {
        lines.add(new PdfLine(line.strip(), 72, 540, baseline, 10, List.of(), 0));
      }
    }
    return lines;
  }
}
