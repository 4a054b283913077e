package askdocs.parse;

import static java.util.stream.Collectors.joining;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import askdocs.parse.PdfParagraphs.Paragraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A PDF: the text of its pages in reading order, flowed to paragraphs again. Lines in larger type
 * are its headings. Attachments, forms, scripts and pictures are not looked at.
 */
final class PdfReader implements FormatReader {
  private static final float LARGER = 1.15f;

  /** An item of a list, or a sentence that is only set larger. */
  private static final Pattern NO_HEADING =
      Pattern.compile("[•◦▪‣·●○■□–—*-]\\s.*|.*[.;:,]", Pattern.DOTALL);

  private static final int LONGEST_HEADING = 200;
  private static final int MOST_HEADING_LINES = 3;

  private final ReadLimits limits;

  PdfReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (PDDocument document =
        Loader.loadPDF(source.file().toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      List<List<PdfLine>> pages =
          RunningLines.removedFrom(
              PdfLines.of(document, limits).stream().map(PdfLines.Page::lines).toList());
      List<Paragraph> paragraphs = PdfParagraphs.of(pages);
      Map<Integer, Integer> levels = headingLevels(paragraphs);
      BlockWriter writer = new BlockWriter(limits);
      write(paragraphs, levels, writer);
      return writer.finish(title(document, paragraphs, levels), language(document));
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

  private static Optional<String> title(
      PDDocument document, List<Paragraph> paragraphs, Map<Integer, Integer> levels) {
    Optional<String> own =
        Optional.ofNullable(document.getDocumentInformation().getTitle())
            .map(title -> CleanText.of(title).strip().replaceAll("\\s+", " "))
            .filter(title -> !title.isEmpty() && TitleSense.isTitle(title));
    int first = paragraphs.stream().mapToInt(Paragraph::page).findFirst().orElse(0);
    Optional<String> largest =
        paragraphs.stream()
            .filter(p -> p.page() == first && level(p, levels).isPresent())
            .min((a, b) -> level(a, levels).orElse(9) - level(b, levels).orElse(9))
            .map(p -> CleanText.of(p.text()).strip());
    return own.or(() -> largest);
  }

  private static Optional<Locale> language(PDDocument document) {
    return Optional.ofNullable(document.getDocumentCatalog().getLanguage())
        .map(Locale::forLanguageTag)
        .filter(locale -> !locale.getLanguage().isEmpty());
  }

  private static int halfPoints(float points) {
    return Math.round(points * 2);
  }
}
