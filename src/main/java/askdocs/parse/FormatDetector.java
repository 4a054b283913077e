package askdocs.parse;

import java.io.IOException;
import java.nio.file.Path;
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
import org.apache.tika.mime.MimeTypeException;
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
     * @param name for the document's owner
     */
    record Foreign(String name) implements Detected {}
  }

  private static final Map<String, Format> FORMATS =
      Map.of(
          "application/pdf", Format.PDF,
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Format.WORD,
          "application/vnd.openxmlformats-officedocument.wordprocessingml.template", Format.WORD,
          "application/vnd.ms-word.document.macroenabled.12", Format.WORD,
          "text/html", Format.HTML,
          "application/xhtml+xml", Format.HTML,
          "text/x-web-markdown", Format.MARKDOWN,
          "text/markdown", Format.MARKDOWN,
          "text/plain", Format.TEXT,
          "text/x-log", Format.TEXT);

  private static final Set<String> MARKDOWN_NAMES = Set.of("md", "markdown", "mdown", "mkd");
  private static final Set<String> TEXT_NAMES = Set.of("txt", "text", "log");

  /** Names for people where Tika's own is a bare media type. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("application/octet-stream", "unknown binary data"),
          Map.entry("application/zip", "ZIP archive"),
          Map.entry("application/gzip", "gzip archive"),
          Map.entry("application/msword", "Word 97–2003 document (.doc)"),
          Map.entry("application/vnd.ms-excel", "Excel 97–2003 workbook (.xls)"),
          Map.entry("application/vnd.ms-powerpoint", "PowerPoint 97–2003 presentation (.ppt)"),
          Map.entry("image/jpeg", "JPEG image"),
          Map.entry("image/png", "PNG image"),
          Map.entry("image/gif", "GIF image"),
          Map.entry("video/mp4", "MP4 video"),
          Map.entry("audio/mpeg", "MP3 audio"));

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final MediaTypeRegistry registry = types.getMediaTypeRegistry();
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
    MediaType type;
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      type = detector.detect(stream, hints).getBaseType();
    }
    if (type.toString().equals("application/x-tika-ooxml-protected")) {
      return new Detected.Encrypted();
    }
    return format(type, extension(name), contentType)
        .<Detected>map(Detected.Known::new)
        .orElseGet(() -> new Detected.Foreign(named(type)));
  }

  /**
   * A text that opens with a tag is Markdown if its name says so, and one that opens like a letter
   * or a program is still plain text.
   */
  private Optional<Format> format(MediaType type, String extension, Optional<String> contentType) {
    if (isText(type)) {
      if (MARKDOWN_NAMES.contains(extension)) {
        return Optional.of(Format.MARKDOWN);
      }
      if (TEXT_NAMES.contains(extension) && !type.getSubtype().equals("html")) {
        return Optional.of(Format.TEXT);
      }
      if (type.equals(MediaType.TEXT_PLAIN) && extension.isEmpty()) {
        Optional<Format> stored =
            contentType
                .map(MediaType::parse)
                .flatMap(t -> Optional.ofNullable(t).map(MediaType::getBaseType))
                .map(t -> FORMATS.get(t.toString()));
        return stored
            .filter(f -> f != Format.PDF && f != Format.WORD)
            .or(() -> Optional.of(Format.TEXT));
      }
    }
    return Optional.ofNullable(FORMATS.get(type.toString().toLowerCase(Locale.ROOT)));
  }

  private boolean isText(MediaType type) {
    return type.getType().equals("text")
        || type.getType().equals("message")
        || registry.isInstanceOf(type, MediaType.TEXT_PLAIN)
        || registry.isInstanceOf(type, MediaType.APPLICATION_XML);
  }

  private String named(MediaType type) {
    String known = NAMES.get(type.toString());
    if (known != null) {
      return known;
    }
    try {
      String described = types.forName(type.toString()).getDescription();
      return described.isBlank() ? type.toString() : described + " (" + type + ")";
    } catch (MimeTypeException e) {
      return type.toString();
    }
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
