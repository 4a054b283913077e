package askdocs.parse;

import askdocs.ingest.About;
import askdocs.ingest.Block;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.TextPart;
import askdocs.knowledge.AttributeValue;
import askdocs.parse.FormatDetector.Detected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of the formats that {@link Format} lists by a fixed list of parsers: none starts a
 * program, opens a connection, follows a reference or unpacks what is embedded.
 */
public final class FormatsReader implements PartwiseReader {
  private static final System.Logger LOG = System.getLogger(FormatsReader.class.getName());
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");

  private final ReadLimits limits;
  private final Supplier<Optional<Tesseract>> ocr;
  private final FormatDetector detector = new FormatDetector();

  public FormatsReader() {
    this(ReadLimits.DEFAULT);
  }

  public FormatsReader(ReadLimits limits) {
    this(limits, Optional::empty);
  }

  /**
   * @param ocr what recognises the text of scanned pages; asked for when there is one
   */
  FormatsReader(ReadLimits limits, Supplier<Optional<Tesseract>> ocr) {
    this.limits = limits;
    this.ocr = ocr;
  }

  /**
   * Reads the file into memory.
   *
   * @throws UncheckedIOException when the file itself, not what it holds, cannot be had
   */
  public ReadOutcome read(String key, Optional<String> contentType, Path file) {
    List<TextPart> parts = new ArrayList<>();
    return switch (read(key, contentType, file, parts::add)) {
      case Reading.Whole(About about) -> new ReadOutcome.Read(ReadDocument.of(about, parts));
      case Reading.Failed(String reason) -> new ReadOutcome.Failed(reason);
      case Reading.Ignored(String reason) -> new ReadOutcome.Ignored(reason);
    };
  }

  /**
   * Reads the file as what it holds shows it to be.
   *
   * @throws UncheckedIOException when the file itself, not what it holds, cannot be had
   */
  @Override
  public Reading read(
      String key, Optional<String> contentType, Path file, Consumer<TextPart> parts) {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The file to read is not there", e);
    }
    if (bytes == 0) {
      return new Reading.Failed("The file is empty.");
    }
    if (bytes > limits.bytes()) {
      return new Reading.Failed(
          String.format(
              Locale.ROOT,
              "The file is larger than the %,d MB that are read.",
              limits.bytes() >> 20));
    }
    try {
      return switch (detector.detect(key, contentType, file)) {
        case Detected.Encrypted _ -> throw UnreadableException.encrypted();
        case Detected.Foreign foreign -> new Reading.Ignored(foreign.reason());
        case Detected.Known known ->
            read(known.format(), new FormatReader.Source(file, charset(contentType)), parts);
      };
    } catch (UnreadableException e) {
      return failed(key, e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return failed(key, new UnreadableException("The file is damaged and could not be read.", e));
    }
  }

  /** Parsers of foreign bytes fail in every way there is: each is the file's fault. */
  private Reading read(Format format, FormatReader.Source source, Consumer<TextPart> parts)
      throws UnreadableException {
    Inked inked = new Inked(parts);
    About about;
    try {
      about = reader(format).read(source, inked);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw UnreadableException.damaged(format.named(), e);
    }
    if (!inked.any) {
      return new Reading.Failed(
          format == Format.PDF
              ? "No text was found; if its pages are scanned images, run OCR on it first."
              : "No text was found in it.");
    }
    return new Reading.Whole(about.language().isPresent() ? about : inked.withLanguage(about));
  }

  /** Notes whether there was any text in what it hands on, and how it begins. */
  private static final class Inked implements Consumer<TextPart> {
    private final Consumer<TextPart> parts;
    private final StringBuilder beginning = new StringBuilder();
    private boolean any;

    private Inked(Consumer<TextPart> parts) {
      this.parts = parts;
    }

    @Override
    public void accept(TextPart part) {
      any = any || part.blocks().stream().anyMatch(block -> hasInk(part, block));
      for (Block block : part.blocks()) {
        if (block.kind() != Block.Kind.CODE && beginning.length() < LanguageSense.ENOUGH) {
          int enough = Math.min(block.end(), block.start() + LanguageSense.ENOUGH);
          beginning.append(part.text(), block.start(), enough).append('\n');
        }
      }
      parts.accept(part);
    }

    private static boolean hasInk(TextPart part, Block block) {
      return part.text()
          .substring(block.start(), block.end())
          .codePoints()
          .anyMatch(c -> !Character.isSpaceChar(c) && Character.getType(c) != Character.CONTROL);
    }

    /** As it was detected, where the document does not say. */
    About withLanguage(About about) {
      Optional<Locale> language = LanguageSense.of(beginning.toString());
      Map<String, AttributeValue> attributes = new HashMap<>(about.attributes());
      language.ifPresent(
          one -> attributes.put("language", new AttributeValue.Text(one.toLanguageTag())));
      return new About(about.title(), language, attributes);
    }
  }

  private FormatReader reader(Format format) {
    return switch (format) {
      case TEXT -> new PlainTextReader(limits);
      case MARKDOWN -> new MarkdownReader(limits);
      case HTML -> new HtmlReader(limits);
      case CSV -> new CsvReader(limits);
      case JSON -> new JsonReader(limits);
      case XML -> new XmlReader(limits);
      case EMAIL -> new EmailReader(limits);
      case WORD -> new WordReader(limits);
      case PDF -> new PdfReader(limits, ocr);
      case WORKBOOK -> new WorkbookReader(limits);
      case SLIDES -> new SlidesReader(limits);
      case OPEN_DOCUMENT -> OpenDocumentReader.ofText(limits);
      case OPEN_SHEETS -> OpenDocumentReader.ofSheets(limits);
      case RICH_TEXT -> new RtfReader(limits);
      case EPUB -> new EpubReader(limits);
    };
  }

  private static Reading failed(String key, UnreadableException reason) {
    // The outcome tells the owner; why a parser gave up is for whoever looks after the parsers.
    LOG.log(System.Logger.Level.DEBUG, () -> "Cannot read " + key, reason);
    return new Reading.Failed(String.valueOf(reason.getMessage()));
  }

  private static Optional<Charset> charset(Optional<String> contentType) {
    return contentType
        .map(CHARSET::matcher)
        .filter(Matcher::find)
        .flatMap(matcher -> TextFile.charset(matcher.group(1)));
  }
}
