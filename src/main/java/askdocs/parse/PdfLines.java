package askdocs.parse;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a PDF's pages in reading order. A producer mostly writes a page in the order in
 * which it is read, column by column; a page that jumps about is sorted by position instead.
 * Invisible text counts only on a page that shows none, where it is what a scanner recognised.
 */
final class PdfLines extends PDFTextStripper {
  /** Thrown through PDFBox when a document is too long. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
    private final boolean pages;

    TooLongException(boolean pages) {
      this.pages = pages;
    }

    boolean isPages() {
      return pages;
    }
  }

  private final ReadLimits limits;
  private final List<List<PdfLine>> pages = new ArrayList<>();
  private final List<TextPosition> invisible = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private List<PdfLine> lines = new ArrayList<>();
  private float left;
  private float right;
  private float baseline;
  private float size;
  private boolean tabular;
  private boolean visible;
  private long characters;

  private PdfLines(ReadLimits limits) throws IOException {
    this.limits = limits;
    setSuppressDuplicateOverlappingText(true);
  }

  /** The lines of each page; a page without text has none. */
  static List<List<PdfLine>> of(PDDocument document, ReadLimits limits) throws IOException {
    PdfLines stripper = new PdfLines(limits);
    stripper.writeText(document, Writer.nullWriter());
    return stripper.pages;
  }

  @Override
  public void processPage(PDPage page) throws IOException {
    // Pages without content are passed over, and still count.
    if (getCurrentPageNo() > limits.pages()) {
      throw new TooLongException(true);
    }
    while (pages.size() < getCurrentPageNo()) {
      pages.add(List.of());
    }
    lines = new ArrayList<>();
    invisible.clear();
    visible = false;
    super.processPage(page);
    pages.set(getCurrentPageNo() - 1, List.copyOf(lines));
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
    if (mode == RenderingMode.NEITHER || mode == RenderingMode.NEITHER_CLIP) {
      invisible.add(text);
    } else if (isOnPage(text)) {
      visible |= !text.getUnicode().isBlank();
      super.processTextPosition(text);
    }
  }

  @Override
  protected void writePage() throws IOException {
    if (!visible) {
      invisible.forEach(super::processTextPosition);
    }
    setSortByPosition(false);
    super.writePage();
    endLine();
    if (jumpsAbout()) {
      lines.clear();
      setSortByPosition(true);
      super.writePage();
      endLine();
    }
    characters += lines.stream().mapToLong(line -> line.text().length()).sum();
    if (characters > limits.characters()) {
      throw new TooLongException(false);
    }
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    if (positions.isEmpty() || text.isBlank()) {
      return;
    }
    TextPosition first = positions.getFirst();
    TextPosition last = positions.getLast();
    float from = Math.min(first.getXDirAdj(), last.getXDirAdj());
    float to =
        Math.max(
            first.getXDirAdj() + first.getWidthDirAdj(), last.getXDirAdj() + last.getWidthDirAdj());
    if (words.isEmpty()) {
      left = from;
      right = to;
      baseline = first.getYDirAdj();
      size = 0;
      tabular = false;
    } else {
      tabular |= from - right > 2.5f * Math.max(size, 1);
      left = Math.min(left, from);
      right = Math.max(right, to);
    }
    size = Math.max(size, size(first));
    words.append(text);
  }

  @Override
  protected void writeWordSeparator() {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphEnd() {
    endLine();
  }

  @Override
  protected void endArticle() {
    endLine();
  }

  private void endLine() {
    String text = words.toString().strip();
    words.setLength(0);
    if (!text.isEmpty()) {
      lines.add(new PdfLine(text, left, right, baseline, size, tabular));
    }
  }

  /** Columns go up once each; a page that goes up more often was not written as it is read. */
  private boolean jumpsAbout() {
    int jumps = 0;
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).baseline() < lines.get(i - 1).baseline() - lines.get(i).size()) {
        jumps++;
      }
    }
    return jumps > 4 && jumps > lines.size() / 12;
  }

  private static boolean isOnPage(TextPosition text) {
    return text.getXDirAdj() + text.getWidthDirAdj() >= 0
        && text.getYDirAdj() >= 0
        && text.getXDirAdj() <= Math.max(text.getPageWidth(), text.getPageHeight())
        && text.getYDirAdj()
            <= Math.max(text.getPageWidth(), text.getPageHeight()) + text.getHeightDir();
  }

  /** Fonts may be defined a thousandth of a point high and scaled up: the matrix knows. */
  private static float size(TextPosition text) {
    float points = Math.abs(text.getFontSizeInPt());
    return points > 0 ? points : text.getHeightDir();
  }
}
