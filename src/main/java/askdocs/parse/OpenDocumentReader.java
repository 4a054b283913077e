package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** An OpenDocument text, spreadsheet or presentation (ISO/IEC 26300, ODF 1.3). */
final class OpenDocumentReader implements FormatReader {
  private static final String CONTENT = "content.xml";
  private static final String STYLES = "styles.xml";

  private final boolean sheets;
  private final ReadLimits limits;

  private OpenDocumentReader(boolean sheets, ReadLimits limits) {
    this.sheets = sheets;
    this.limits = limits;
  }

  static OpenDocumentReader ofText(ReadLimits limits) {
    return new OpenDocumentReader(false, limits);
  }

  static OpenDocumentReader ofSheets(ReadLimits limits) {
    return new OpenDocumentReader(true, limits);
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipParts zip = ZipParts.open(source.file(), limits)) {
      if (!zip.has(CONTENT)) {
        throw new IOException("No content");
      }
      Manifest manifest = new Manifest();
      zip.parse("META-INF/manifest.xml", manifest);
      if (manifest.encrypted) {
        throw UnreadableException.encrypted();
      }
      OdfStyles styles = new OdfStyles();
      zip.parse(STYLES, styles);
      zip.parse(CONTENT, styles);
      Meta meta = new Meta();
      zip.parse("meta.xml", meta);
      DocumentProperties properties = meta.properties();
      BlockWriter writer = new BlockWriter(limits);
      Optional<String> title = properties.title();
      if (sheets) {
        zip.parse(CONTENT, new OdfSheets(styles, writer));
      } else {
        OdfText text = new OdfText(styles, OdfText.BODY, writer);
        zip.parse(CONTENT, text);
        text.end();
        title = title.or(text::title);
      }
      Optional<String> heading = writer.firstHeading().filter(TitleSense::isTitle);
      if (!sheets) {
        writer.endSections();
        writer.block(Kind.PROSE, runningHeads(zip, styles));
      }
      return writer.finish(title.or(() -> heading), properties.language(), properties.attributes());
    }
  }

  private String runningHeads(ZipParts zip, OdfStyles styles)
      throws IOException, UnreadableException {
    BlockWriter writer = new BlockWriter(limits);
    OdfText heads = new OdfText(styles, OdfText.HEADS, writer);
    zip.parse(STYLES, heads);
    heads.end();
    String text = writer.finish(Optional.empty(), Optional.empty()).text();
    return text.codePoints().filter(Character::isLetter).count() > 2 ? text : "";
  }

  /** Lists the parts, and how each is encrypted. */
  private static final class Manifest extends DefaultHandler {
    private boolean encrypted;

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      encrypted |= name.equals("encryption-data");
    }
  }

  /** What the document says of itself. */
  private static final class Meta extends DefaultHandler {
    private static final int LONGEST = 10_000;

    private final Map<String, String> values = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    /** Its creator is who saved it last. */
    DocumentProperties properties() {
      return DocumentProperties.of(
          value("title"),
          values.getOrDefault("initial-creator", value("creator")),
          value("creation-date"),
          value("date"),
          value("language"));
    }

    private String value(String name) {
      return values.getOrDefault(name, "");
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      text.setLength(0);
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      if (text.length() < LONGEST) {
        text.append(chars, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      values.put(name, text.toString());
    }
  }
}
