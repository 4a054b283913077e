package askdocs.parse;

import java.util.Map;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What the owner of a file is told whose format is not read: its name, and what to do. */
final class ForeignFormats {
  private static final String UNPACK = "Unpack it and upload the files in it one by one.";
  private static final String OFFICE = "Save it in today's format (%s) or as PDF and upload that.";

  /** Names for people where Tika's own is a bare media type. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("application/octet-stream", "unknown binary data"),
          Map.entry("application/zip", "ZIP archive"),
          Map.entry("application/gzip", "gzip archive"),
          Map.entry("application/x-bzip2", "bzip2 archive"),
          Map.entry("application/x-xz", "xz archive"),
          Map.entry("application/zstd", "Zstandard archive"),
          Map.entry("application/x-tar", "tar archive"),
          Map.entry("application/x-gtar", "tar archive"),
          Map.entry("application/x-7z-compressed", "7z archive"),
          Map.entry("application/x-rar-compressed", "RAR archive"),
          Map.entry("application/java-archive", "Java archive"),
          Map.entry("application/msword", "Word 97–2003 document (.doc)"),
          Map.entry("application/vnd.ms-excel", "Excel 97–2003 workbook (.xls)"),
          Map.entry("application/vnd.ms-powerpoint", "PowerPoint 97–2003 presentation (.ppt)"),
          Map.entry("application/vnd.ms-outlook", "Outlook message (.msg)"),
          Map.entry("application/vnd.ms-outlook-pst", "Outlook mailbox (.pst)"),
          Map.entry("application/mbox", "mailbox (.mbox)"),
          Map.entry("image/jpeg", "JPEG image"),
          Map.entry("image/png", "PNG image"),
          Map.entry("image/gif", "GIF image"),
          Map.entry("image/tiff", "TIFF image"),
          Map.entry("image/webp", "WebP image"),
          Map.entry("image/svg+xml", "SVG image"),
          Map.entry("video/mp4", "MP4 video"),
          Map.entry("audio/mpeg", "MP3 audio"));

  /** Media types that do not say of themselves that they are archives. */
  private static final Set<String> ARCHIVES =
      Set.of(
          "application/zip",
          "application/gzip",
          "application/zlib",
          "application/zstd",
          "application/java-archive",
          "application/x-7z-compressed",
          "application/x-rar-compressed",
          "application/x-bzip",
          "application/x-bzip2",
          "application/x-xz",
          "application/x-lzma",
          "application/x-lzip",
          "application/x-lz4",
          "application/x-compress",
          "application/x-snappy-framed",
          "application/x-brotli",
          "application/x-tar",
          "application/x-gtar",
          "application/x-archive",
          "application/x-cpio",
          "application/x-arj",
          "application/x-lha",
          "application/x-iso9660-image",
          "application/x-apple-diskimage",
          "application/vnd.ms-cab-compressed");

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("application/msword", String.format(OFFICE, ".docx")),
          Map.entry("application/vnd.ms-excel", String.format(OFFICE, ".xlsx")),
          Map.entry("application/vnd.ms-powerpoint", String.format(OFFICE, ".pptx")),
          Map.entry("application/x-tika-msoffice", String.format(OFFICE, ".docx, .xlsx, .pptx")),
          Map.entry("application/vnd.wordperfect", String.format(OFFICE, ".docx")),
          Map.entry("application/vnd.apple.pages", String.format(OFFICE, ".docx")),
          Map.entry("application/vnd.apple.numbers", String.format(OFFICE, ".xlsx")),
          Map.entry("application/vnd.apple.keynote", String.format(OFFICE, ".pptx")),
          Map.entry("application/vnd.ms-outlook", "Save it as .eml and upload that."),
          Map.entry(
              "application/vnd.ms-outlook-pst", "Export its messages as .eml and upload those."),
          Map.entry("application/mbox", "Export its messages as .eml and upload those."));

  private final MimeTypes types;

  ForeignFormats(MimeTypes types) {
    this.types = types;
  }

  /** A drawing, though it is written in XML. */
  boolean isPicture(MediaType type) {
    return type.getType().equals("image");
  }

  String reason(MediaType type) {
    String advice = advice(type);
    return "Its format is not supported: "
        + named(type)
        + "."
        + (advice.isEmpty() ? "" : " ")
        + advice;
  }

  private static String advice(MediaType type) {
    if (ARCHIVES.contains(type.toString())) {
      return UNPACK;
    }
    return switch (type.getType()) {
      case "image" -> "If it shows text, run OCR on it and upload the result, as PDF or text.";
      case "audio", "video" -> "Upload a transcript of what is said in it.";
      default -> ADVICE.getOrDefault(type.toString(), "");
    };
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
}
