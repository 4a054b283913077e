package askdocs.parse;

import askdocs.parse.PdfSight.Glyph;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetStrokingDeviceRGBColor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a PDF's pages in reading order, as far as they are seen. A producer mostly writes a
 * page in the order in which it is read, column by column; a page that jumps about is sorted by
 * position instead. Invisible text counts only on a page that is a picture, where it is what a
 * scanner recognised. Of annotations, filled-in form fields and free text are read: they stand on
 * the page.
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

  /**
   * A page.
   *
   * @param pictured how much of it is pictures, from 0 to 1; looked at only where it has no lines
   */
  record Page(List<PdfLine> lines, double pictured) {
    Page {
      lines = List.copyOf(lines);
    }

    /** Whether it shows pictures, and no text. */
    boolean isScanned() {
      return lines.isEmpty() && pictured >= PICTURED;
    }
  }

  private static final int MOST_LETTERS_ON_A_PAGE = 500_000;
  private static final int MOST_ANNOTATIONS = 5_000;

  /** A stamp on a scanned page: at most so many letters, and so few of all. */
  private static final int LONGEST_STAMP = 200;

  private static final int STAMP_SHARE = 5;
  private static final double SCANNED = .5;

  /** A page with less may be blank but for a stain. */
  private static final double PICTURED = .02;

  private final ReadLimits limits;
  private final PdfCanvas canvas = new PdfCanvas();
  private final PdfRules rules = new PdfRules();
  private final PdfContent content;
  private final PdfPainting painting;
  private final PdfSight sight;
  private final List<Page> pages = new ArrayList<>();
  private final IdentityHashMap<TextPosition, Glyph> glyphs = new IdentityHashMap<>();
  private final List<TextPosition> unseen = new ArrayList<>();
  private final List<PdfWord> words = new ArrayList<>();
  private final List<PdfWords> lines = new ArrayList<>();
  private Glyph glyph = Glyph.HIDDEN;
  private @Nullable TextPosition first;
  private float size;
  private long characters;

  private PdfLines(PDDocument document, ReadLimits limits) throws IOException {
    this.limits = limits;
    content = new PdfContent(new PdfLayers(document));
    painting = new PdfPainting(this, canvas, rules, content::isShown);
    sight = new PdfSight(canvas, painting);
    painting.follow();
    List.of(
            new SetStrokingColor(this),
            new SetStrokingColorN(this),
            new SetStrokingColorSpace(this),
            new SetStrokingDeviceGrayColor(this),
            new SetStrokingDeviceRGBColor(this),
            new SetStrokingDeviceCMYKColor(this),
            new SetNonStrokingColor(this),
            new SetNonStrokingColorN(this),
            new SetNonStrokingColorSpace(this),
            new SetNonStrokingDeviceGrayColor(this),
            new SetNonStrokingDeviceRGBColor(this),
            new SetNonStrokingDeviceCMYKColor(this),
            new PdfContent.Opening(this),
            new DrawnObject())
        .forEach(this::addOperator);
  }

  /** The pages with their lines; a page without text has none. */
  static List<Page> of(PDDocument document, ReadLimits limits) throws IOException {
    PdfLines stripper = new PdfLines(document, limits);
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
      pages.add(new Page(List.of(), 0));
    }
    PDRectangle crop = page.getCropBox();
    canvas.start(crop);
    rules.startPage();
    painting.startPage();
    content.startPage();
    sight.startPage(Math.max(crop.getWidth(), crop.getHeight()), page.getUserUnit());
    glyphs.clear();
    unseen.clear();
    lines.clear();
    setSuppressDuplicateOverlappingText(false);
    super.processPage(page);
    List<PdfLine> read = PdfTables.laidOut(lines, rules.all(), crop);
    characters += read.stream().mapToLong(line -> line.text().length()).sum();
    if (characters > limits.characters()) {
      throw new TooLongException(false);
    }
    pages.set(getCurrentPageNo() - 1, new Page(read, read.isEmpty() ? canvas.imageShare() : 0));
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
    super.beginMarkedContentSequence(tag, content.open(tag, properties));
  }

  @Override
  public void endMarkedContentSequence() {
    super.endMarkedContentSequence();
    content.close();
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
    painting.enter(group);
    try {
      super.showTransparencyGroup(group);
    } finally {
      painting.leave();
    }
  }

  @Override
  protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement)
      throws IOException {
    glyph =
        content.isShown()
            ? sight.look(place, font, displacement.getX(), getGraphicsState())
            : Glyph.HIDDEN;
    super.showGlyph(place, font, code, displacement);
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    if (glyphs.size() + unseen.size() > MOST_LETTERS_ON_A_PAGE) {
      throw new IllegalStateException("A page has more letters than are read");
    }
    switch (glyph.paint()) {
      case HIDDEN -> {}
      case INVISIBLE -> unseen.add(level(text));
      case FILLED, CUT_OUT -> {
        TextPosition level = level(text);
        glyphs.put(level, glyph);
        super.processTextPosition(level);
      }
    }
  }

  /**
   * The letter on the page turned so that its line is level: PDFBox parts lines as they lie on the
   * page as it is shown, where those of a turned text stand upright.
   */
  private static TextPosition level(TextPosition text) {
    int direction = Math.round(text.getDir());
    return direction == text.getRotation()
        ? text
        : new TextPosition(
            direction,
            text.getPageWidth(),
            text.getPageHeight(),
            text.getTextMatrix(),
            text.getEndX(),
            text.getEndY(),
            text.getHeight(),
            text.getIndividualWidths()[0],
            text.getWidthOfSpace(),
            text.getUnicode(),
            text.getCharacterCodes(),
            text.getFont(),
            text.getFontSize(),
            Math.round(text.getFontSizeInPt()));
  }

  @Override
  protected void writePage() throws IOException {
    boolean filledIn = showAnnotations();
    keepWhatIsSeen();
    setSortByPosition(filledIn);
    super.writePage();
    endLine();
    if (!filledIn && jumpsAbout()) {
      lines.clear();
      setSortByPosition(true);
      super.writePage();
      endLine();
    }
  }

  private boolean showAnnotations() throws IOException {
    int before = glyphs.size();
    List<PDAnnotation> annotations = getCurrentPage().getAnnotations();
    for (PDAnnotation annotation :
        annotations.subList(0, Math.min(MOST_ANNOTATIONS, annotations.size()))) {
      if (content.isShown(annotation)) {
        showAnnotation(annotation);
      }
    }
    return glyphs.size() > before;
  }

  /** Only when all is painted is it known what is covered. */
  private void keepWhatIsSeen() {
    List<TextPosition> written = new ArrayList<>();
    charactersByArticle.forEach(written::addAll);
    charactersByArticle.forEach(List::clear);
    List<TextPosition> seen = written.stream().filter(text -> sight.isSeen(glyphOf(text))).toList();
    List<TextPosition> recognised =
        new ArrayList<>(
            written.stream()
                .filter(text -> !sight.isSeen(glyphOf(text)) && sight.isRecognised(glyphOf(text)))
                .toList());
    recognised.addAll(unseen);
    // ActualText has been applied; what it left empty still fills its place.
    setSuppressDuplicateOverlappingText(true);
    seen.forEach(this::keep);
    if (isScanned(letters(seen), letters(recognised))) {
      recognised.forEach(this::keep);
    }
  }

  private Glyph glyphOf(TextPosition text) {
    return glyphs.getOrDefault(text, Glyph.HIDDEN);
  }

  private void keep(TextPosition text) {
    setSuppressDuplicateOverlappingText(!text.getUnicode().isEmpty());
    super.processTextPosition(text);
  }

  private boolean isScanned(long seen, long recognised) {
    boolean stampedAtMost = seen <= LONGEST_STAMP && seen * STAMP_SHARE < recognised;
    return recognised > 0 && stampedAtMost && canvas.imageShare() >= SCANNED;
  }

  private static long letters(List<TextPosition> texts) {
    return texts.stream().filter(text -> !text.getUnicode().isBlank()).count();
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    if (positions.isEmpty() || text.isBlank()) {
      return;
    }
    TextPosition from = positions.getFirst();
    if (first != null && Float.compare(first.getDir(), from.getDir()) != 0) {
      endLine();
    }
    if (words.isEmpty()) {
      first = from;
      size = 0;
    }
    size = Math.max(size, size(from));
    words.addAll(parted(text, positions));
  }

  /** Spaces that are letters of the page part words as well. */
  private static List<PdfWord> parted(String text, List<TextPosition> positions) {
    String[] texts = text.strip().split("\\s+", -1);
    List<PdfWord> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= positions.size() && texts.length > 1; i++) {
      boolean ends = i == positions.size() || positions.get(i).getUnicode().isBlank();
      if (ends && i > from) {
        int next = Math.min(parts.size(), texts.length - 1);
        parts.add(word(texts[next], positions.subList(from, i)));
      }
      from = ends ? i + 1 : from;
    }
    return parts.size() == texts.length ? parts : List.of(word(text.strip(), positions));
  }

  private static PdfWord word(String text, List<TextPosition> positions) {
    TextPosition from = positions.getFirst();
    TextPosition to = positions.getLast();
    return new PdfWord(
        text,
        Math.min(from.getXDirAdj(), to.getXDirAdj()),
        Math.max(from.getXDirAdj() + from.getWidthDirAdj(), to.getXDirAdj() + to.getWidthDirAdj()));
  }

  @Override
  protected void writeWordSeparator() {}

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
    if (first != null && !words.isEmpty()) {
      lines.add(new PdfWords(words, first.getYDirAdj(), size, Math.round(first.getDir())));
    }
    words.clear();
    first = null;
  }

  /**
   * Columns go up once each; a page that goes up more often was not written as it is read, unless
   * most of it flows and only the labels of a drawing jump.
   */
  private boolean jumpsAbout() {
    int jumps = 0;
    int all = 0;
    int flowing = 0;
    for (int i = 0; i < lines.size(); i++) {
      PdfWords line = lines.get(i);
      int length = line.words().stream().mapToInt(word -> word.text().length()).sum();
      all += length;
      if (i > 0 && line.direction() == lines.get(i - 1).direction()) {
        float down = line.baseline() - lines.get(i - 1).baseline();
        jumps += down < -line.size() ? 1 : 0;
        flowing += line.isUnder(lines.get(i - 1)) ? length : 0;
      }
    }
    return jumps > 4 && jumps > lines.size() / 12 && flowing < .6 * all;
  }

  /** In points. The letters of bitmap fonts are defined at any scale: their height tells. */
  private static float size(TextPosition text) {
    Matrix place = text.getTextMatrix();
    float points = (float) Math.hypot(place.getShearX(), place.getScaleY());
    return text.getFont() instanceof PDType3Font ? text.getHeightDir() * 1.4f : points;
  }

  /** What stands in a resource: a form is followed, a picture only takes its place. */
  private final class DrawnObject extends DrawObject {
    DrawnObject() {
      super(PdfLines.this);
    }

    @Override
    public void process(Operator operator, List<COSBase> arguments) throws IOException {
      COSDictionary object = object(arguments);
      if (object == null || !content.isShown(object)) {
        return;
      }
      if (COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
        painting.image(object);
      } else {
        super.process(operator, arguments);
      }
    }

    private @Nullable COSDictionary object(List<COSBase> arguments) {
      COSDictionary objects = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
      boolean named = !arguments.isEmpty() && arguments.getFirst() instanceof COSName;
      return objects == null || !named
          ? null
          : objects.getCOSDictionary((COSName) arguments.getFirst());
    }
  }
}
