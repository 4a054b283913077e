package askdocs.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.microsoft.ooxml.OPCPackageDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.detect.zip.OpenDocumentDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells a file's format: by what it holds first, and among the kinds of text, which look alike, by
 * its name and its stored media type.
 */
final class FormatDetector {
  /** What a file is. */
  sealed interface Detected {
    record Known(Format format) implements Detected {}

    /** An Office document under a password: no telling which. */
    record Encrypted() implements Detected {}

    /**
     * One that is not read.
     *
     * @param reason for the document's owner, with what to do where something helps
     */
    record Foreign(String reason) implements Detected {}
  }

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

  private static final String OPEN = "application/vnd.oasis.opendocument.";

  private static final Map<String, Format> FORMATS =
      Map.ofEntries(
          Map.entry("application/pdf", Format.PDF),
          Map.entry(OFFICE + "wordprocessingml.document", Format.WORD),
          Map.entry(OFFICE + "wordprocessingml.template", Format.WORD),
          Map.entry("application/vnd.ms-word.document.macroenabled.12", Format.WORD),
          Map.entry(OFFICE + "spreadsheetml.sheet", Format.WORKBOOK),
          Map.entry(OFFICE + "spreadsheetml.template", Format.WORKBOOK),
          Map.entry("application/vnd.ms-excel.sheet.macroenabled.12", Format.WORKBOOK),
          Map.entry("application/vnd.ms-excel.template.macroenabled.12", Format.WORKBOOK),
          Map.entry(OFFICE + "presentationml.presentation", Format.SLIDES),
          Map.entry(OFFICE + "presentationml.template", Format.SLIDES),
          Map.entry(OFFICE + "presentationml.slideshow", Format.SLIDES),
          Map.entry("application/vnd.ms-powerpoint.presentation.macroenabled.12", Format.SLIDES),
          Map.entry("application/vnd.ms-powerpoint.slideshow.macroenabled.12", Format.SLIDES),
          Map.entry(OPEN + "text", Format.OPEN_DOCUMENT),
          Map.entry(OPEN + "text-template", Format.OPEN_DOCUMENT),
          Map.entry(OPEN + "presentation", Format.OPEN_DOCUMENT),
          Map.entry(OPEN + "presentation-template", Format.OPEN_DOCUMENT),
          Map.entry(OPEN + "spreadsheet", Format.OPEN_SHEETS),
          Map.entry(OPEN + "spreadsheet-template", Format.OPEN_SHEETS),
          Map.entry("application/rtf", Format.RICH_TEXT),
          Map.entry("text/rtf", Format.RICH_TEXT),
          Map.entry("application/epub+zip", Format.EPUB),
          Map.entry("text/html", Format.HTML),
          Map.entry("application/xhtml+xml", Format.HTML),
          Map.entry("text/x-web-markdown", Format.MARKDOWN),
          Map.entry("text/markdown", Format.MARKDOWN),
          Map.entry("text/csv", Format.CSV),
          Map.entry("text/tsv", Format.CSV),
          Map.entry("text/tab-separated-values", Format.CSV),
          Map.entry("application/json", Format.JSON),
          Map.entry("application/x-ndjson", Format.JSON),
          Map.entry("application/jsonl", Format.JSON),
          Map.entry("application/xml", Format.XML),
          Map.entry("text/xml", Format.XML),
          Map.entry("message/rfc822", Format.EMAIL),
          Map.entry("text/plain", Format.TEXT),
          Map.entry("text/x-log", Format.TEXT));

  /** Kinds of text that look alike: the name decides. */
  private static final Map<String, Format> TEXT_NAMES =
      Map.ofEntries(
          Map.entry("md", Format.MARKDOWN),
          Map.entry("markdown", Format.MARKDOWN),
          Map.entry("mdown", Format.MARKDOWN),
          Map.entry("mkd", Format.MARKDOWN),
          Map.entry("csv", Format.CSV),
          Map.entry("tsv", Format.CSV),
          Map.entry("tab", Format.CSV),
          Map.entry("json", Format.JSON),
          Map.entry("jsonl", Format.JSON),
          Map.entry("ndjson", Format.JSON),
          Map.entry("geojson", Format.JSON),
          Map.entry("eml", Format.EMAIL),
          Map.entry("txt", Format.TEXT),
          Map.entry("text", Format.TEXT),
          Map.entry("log", Format.TEXT));

  private static final Set<Format> ARCHIVES =
      EnumSet.of(
          Format.WORD,
          Format.WORKBOOK,
          Format.SLIDES,
          Format.OPEN_DOCUMENT,
          Format.OPEN_SHEETS,
          Format.EPUB);

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final MediaTypeRegistry registry = types.getMediaTypeRegistry();
  private final ForeignFormats foreign = new ForeignFormats(types);
  private final Detector detector =
      new CompositeDetector(
          registry,
          List.of(
              types,
              new POIFSContainerDetector(),
              new DefaultZipContainerDetector(
                  List.of(new OPCPackageDetector(), new OpenDocumentDetector()))));

  Detected detect(String key, Optional<String> contentType, Path file)
      throws IOException, UnreadableException {
    ZipParts.checkDirectory(file);
    String name = key.substring(key.lastIndexOf('/') + 1);
    Metadata hints = new Metadata();
    hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    contentType.ifPresent(type -> hints.set(HttpHeaders.CONTENT_TYPE, type));
    MediaType inside = detect(file, new Metadata());
    // Between two kinds of archive Tika believes the name.
    boolean telling = ARCHIVES.contains(FORMATS.get(lowerCase(inside)));
    MediaType type = telling ? inside : detect(file, hints);
    if (type.toString().equals("application/x-tika-ooxml-protected")) {
      return new Detected.Encrypted();
    }
    return format(type, extension(name), contentType)
        .<Detected>map(Detected.Known::new)
        .orElseGet(() -> new Detected.Foreign(foreign.reason(type)));
  }

  private MediaType detect(Path file, Metadata hints) throws IOException {
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      return detector.detect(stream, hints).getBaseType();
    }
  }

  /**
   * A text that opens with a tag is Markdown if its name says so, and one that opens like a letter
   * or a program is still plain text.
   */
  private Optional<Format> format(MediaType type, String extension, Optional<String> contentType) {
    boolean isXml = registry.isInstanceOf(type, MediaType.APPLICATION_XML);
    if ((isText(type) || isXml) && FORMATS.get(lowerCase(type)) != Format.RICH_TEXT) {
      Optional<Format> named = Optional.ofNullable(TEXT_NAMES.get(extension));
      if (named.isPresent()
          && (named.get() == Format.MARKDOWN || !type.getSubtype().equals("html"))) {
        return named;
      }
      if (type.equals(MediaType.TEXT_PLAIN) && extension.isEmpty()) {
        Optional<Format> stored =
            contentType
                .map(MediaType::parse)
                .flatMap(t -> Optional.ofNullable(t).map(MediaType::getBaseType))
                .map(t -> FORMATS.get(t.toString()));
        return stored.filter(TEXT_NAMES::containsValue).or(() -> Optional.of(Format.TEXT));
      }
    }
    return Optional.ofNullable(FORMATS.get(lowerCase(type)))
        .or(() -> isXml && !foreign.isPicture(type) ? Optional.of(Format.XML) : Optional.empty());
  }

  private boolean isText(MediaType type) {
    return type.getType().equals("text")
        || type.getType().equals("message")
        || registry.isInstanceOf(type, MediaType.TEXT_PLAIN);
  }

  private static String lowerCase(MediaType type) {
    return type.toString().toLowerCase(Locale.ROOT);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
