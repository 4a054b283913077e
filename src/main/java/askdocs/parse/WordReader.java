package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Word document (Office Open XML, ECMA-376 part 1). Its parts are streamed, so that memory does
 * not grow with markup; what is hidden or deleted is left out, which Tika's reader does not do.
 * Headers and footers come last, for they stand on no place in particular.
 */
final class WordReader implements FormatReader {
  private static final String MAIN = "word/document.xml";

  private final ReadLimits limits;

  WordReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipParts zip = ZipParts.open(source.file(), limits)) {
      PartRelations relations = PartRelations.of(zip, "");
      String main = relations.first("officeDocument").orElse(MAIN);
      if (!zip.has(main)) {
        throw new IOException("No main part");
      }
      CoreProperties core = new CoreProperties();
      zip.parse("docProps/core.xml", core);
      DocumentProperties properties = core.properties();
      WordStyles styles = new WordStyles();
      zip.parse(sibling(main, "styles.xml"), styles);
      WordNumbering numbering = new WordNumbering();
      zip.parse(sibling(main, "numbering.xml"), numbering);
      BlockWriter writer = new BlockWriter(limits);
      WordBody body = new WordBody(styles, numbering, new XhtmlBlocks(writer));
      for (String part :
          List.of(main, sibling(main, "footnotes.xml"), sibling(main, "endnotes.xml"))) {
        zip.parse(part, body);
      }
      body.end();
      Optional<String> heading = writer.firstHeading();
      writer.endSections();
      for (String line : runningHeads(zip, main, styles, numbering)) {
        writer.block(Kind.PROSE, line);
      }
      Optional<String> title = properties.title().or(body::title).or(() -> heading);
      return writer.finish(title, properties.language(), properties.attributes());
    }
  }

  /** Headers and footers, each text once, without those that only number the pages. */
  private Set<String> runningHeads(
      ZipParts zip, String main, WordStyles styles, WordNumbering numbering)
      throws IOException, UnreadableException {
    String parts = Pattern.quote(sibling(main, "")) + "(header|footer)\\d*\\.xml";
    List<String> names =
        zip.names().stream().filter(n -> n.matches(parts)).sorted().limit(30).toList();
    Set<String> heads = new LinkedHashSet<>();
    for (String name : names) {
      BlockWriter writer = new BlockWriter(limits);
      WordBody body = new WordBody(styles, numbering, new XhtmlBlocks(writer));
      zip.parse(name, body);
      body.end();
      String text = writer.finish(Optional.empty(), Optional.empty()).text();
      if (text.codePoints().filter(Character::isLetter).count() > 2) {
        heads.add(text);
      }
    }
    return heads;
  }

  private static String sibling(String main, String name) {
    return main.substring(0, main.lastIndexOf('/') + 1) + name;
  }
}
