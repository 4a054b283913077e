package askdocs.parse;

import static java.util.stream.Collectors.joining;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import askdocs.parse.PdfParagraphs.Paragraph;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A PDF: the text of its pages in reading order, flowed to paragraphs again. Lines in larger type
 * are its headings. A page that is only a picture is recognised where an OCR program is installed.
 * Attachments and scripts are not looked at.
 */
final class PdfReader implements FormatReader {
  private static final float LARGER = 1.15f;

  /** An item of a list, or a sentence that is only set larger. */
  private static final Pattern NO_HEADING =
      Pattern.compile("[•◦▪‣·●○■□–—*-]\\s.*|.*[.;:,]", Pattern.DOTALL);

  private static final Pattern DATE =
      Pattern.compile(
          "(?:D:)?(\\d{4})(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?"
              + "(?:Z.*|([+-]\\d{2})(?:'?(\\d{2})'?)?)?");

  private static final int LONGEST_HEADING = 200;
  private static final int MOST_HEADING_LINES = 3;

  private final ReadLimits limits;

  private final Supplier<Optional<Tesseract>> ocr;

  /**
   * @param ocr what recognises the text of scanned pages; asked for when there is one
   */
  PdfReader(ReadLimits limits, Supplier<Optional<Tesseract>> ocr) {
    this.limits = limits;
    this.ocr = ocr;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (PDDocument document =
        Loader.loadPDF(source.file().toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      List<List<PdfLine>> pages =
          RunningLines.removedFrom(
              recognised(document).stream().map(PdfLines.Page::lines).toList());
      List<Paragraph> paragraphs = PdfParagraphs.of(pages);
      Map<Integer, Integer> levels = headingLevels(paragraphs);
      BlockWriter writer = new BlockWriter(limits);
      write(paragraphs, levels, writer);
      DocumentProperties properties = properties(document);
      return writer.finish(
          properties.title().or(() -> largest(paragraphs, levels)),
          properties.language(),
          properties.attributes());
    } catch (InvalidPasswordException e) {
      throw UnreadableException.encrypted();
    } catch (PdfLines.TooLongException e) {
      throw e.isPages()
          ? new UnreadableException(
              String.format(
                  Locale.ROOT,
                  "The document has more than the %,d pages that are read; split it.",
                  limits.pages()))
          : UnreadableException.tooMuchText(limits);
    }
  }

  private List<PdfLines.Page> recognised(PDDocument document)
      throws IOException, UnreadableException {
    List<PdfLines.Page> pages = PdfLines.of(document, limits);
    boolean scanned = pages.stream().anyMatch(PdfLines.Page::isScanned);
    Optional<Tesseract> tesseract = scanned ? ocr.get() : Optional.empty();
    return tesseract.isPresent()
        ? new PdfScan(document, tesseract.get(), InstantSource.system()).recognised(pages)
        : pages;
  }

  private static void write(
      List<Paragraph> paragraphs, Map<Integer, Integer> levels, BlockWriter writer)
      throws UnreadableException {
    List<Paragraph> rows = new ArrayList<>();
    for (Paragraph paragraph : paragraphs) {
      boolean row = !paragraph.cells().isEmpty();
      if (!rows.isEmpty() && (!row || !isOneTable(rows.getLast(), paragraph))) {
        writeRows(rows, writer);
        rows.clear();
      }
      Optional<Integer> level = level(paragraph, levels);
      if (row) {
        rows.add(paragraph);
      } else if (level.isPresent()) {
        writer.page(paragraph.page());
        writer.heading(level.get(), paragraph.text());
      } else {
        writer.page(paragraph.page());
        write(paragraph, writer);
      }
    }
    writeRows(rows, writer);
  }

  private static boolean isOneTable(Paragraph row, Paragraph next) {
    return row.page() == next.page() && row.table() == next.table();
  }

  /** Rows whose columns are known make a table; others are kept line by line. */
  private static void writeRows(List<Paragraph> rows, BlockWriter writer)
      throws UnreadableException {
    if (rows.isEmpty()) {
      return;
    }
    writer.page(rows.getFirst().page());
    if (rows.getFirst().table() > 0) {
      writer.table(rows.stream().map(Paragraph::cells).toList());
    } else {
      writer.block(Kind.CODE, rows.stream().map(Paragraph::text).collect(joining("\n")));
    }
  }

  /**
   * A paragraph that goes on overleaf is a block on each page, with nothing but a space between.
   */
  private static void write(Paragraph paragraph, BlockWriter writer) throws UnreadableException {
    int from = 0;
    for (PdfParagraphs.PageBreak pageBreak : paragraph.breaks()) {
      writer.flow(paragraph.text().substring(from, pageBreak.offset()), from > 0);
      writer.page(pageBreak.page());
      from = pageBreak.offset();
    }
    writer.flow(paragraph.text().substring(from), from > 0);
  }

  /**
   * The level of each type size, in half points, that is larger than that of most characters; none
   * where much of the text is large, as on slides and posters.
   */
  private static Map<Integer, Integer> headingLevels(List<Paragraph> paragraphs) {
    Map<Integer, Long> characters = new HashMap<>();
    paragraphs.forEach(
        p -> characters.merge(halfPoints(p.size()), (long) p.text().length(), Long::sum));
    int body =
        characters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0);
    List<Integer> sizes =
        new ArrayList<>(characters.keySet().stream().filter(s -> s >= body * LARGER).toList());
    long all = characters.values().stream().mapToLong(Long::longValue).sum();
    long large = sizes.stream().mapToLong(size -> characters.getOrDefault(size, 0L)).sum();
    Map<Integer, Integer> levels = new HashMap<>();
    if (large * 4 <= all) {
      sizes.sort((a, b) -> b - a);
      for (int size : sizes) {
        levels.put(size, Math.min(6, levels.size() + 1));
      }
    }
    return levels;
  }

  private static Optional<Integer> level(Paragraph paragraph, Map<Integer, Integer> levels) {
    boolean fits =
        paragraph.text().length() <= LONGEST_HEADING
            && paragraph.lines() <= MOST_HEADING_LINES
            && paragraph.text().codePoints().filter(Character::isLetter).count() >= 2
            && !NO_HEADING.matcher(paragraph.text()).matches();
    return fits ? Optional.ofNullable(levels.get(halfPoints(paragraph.size()))) : Optional.empty();
  }

  private static Optional<String> largest(
      List<Paragraph> paragraphs, Map<Integer, Integer> levels) {
    int first = paragraphs.stream().mapToInt(Paragraph::page).findFirst().orElse(0);
    return paragraphs.stream()
        .filter(p -> p.page() == first && level(p, levels).isPresent())
        .min((a, b) -> level(a, levels).orElse(9) - level(b, levels).orElse(9))
        .map(p -> CleanText.of(p.text()).strip());
  }

  private static DocumentProperties properties(PDDocument document) {
    PDDocumentInformation information = document.getDocumentInformation();
    COSDictionary dates = information.getCOSObject();
    return DocumentProperties.of(
        Objects.requireNonNullElse(information.getTitle(), ""),
        Objects.requireNonNullElse(information.getAuthor(), ""),
        date(dates.getString(COSName.CREATION_DATE, "")),
        date(dates.getString(COSName.MOD_DATE, "")),
        Objects.requireNonNullElse(document.getDocumentCatalog().getLanguage(), ""));
  }

  /** A date of PDF's (ISO 32000-1, 7.9.4) in ISO 8601; any other text as it is. */
  private static String date(String raw) {
    Matcher date = DATE.matcher(raw.strip());
    if (!date.matches()) {
      return raw;
    }
    StringBuilder iso = new StringBuilder(date.group(1));
    String[] before = {"-", "-", "T", ":", ":"};
    String[] least = {"01", "01", "00", "00", "00"};
    for (int i = 0; i < before.length; i++) {
      String part = date.group(i + 2);
      iso.append(before[i]).append(part == null ? least[i] : part);
    }
    return iso.append(date.group(7) == null ? "Z" : zone(date)).toString();
  }

  private static String zone(Matcher date) {
    String minutes = date.group(8);
    return date.group(7) + ":" + (minutes == null ? "00" : minutes);
  }

  private static int halfPoints(float points) {
    return Math.round(points * 2);
  }
}
