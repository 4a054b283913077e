package askdocs.parse;

import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An Excel workbook (Office Open XML, ECMA-376 part 1, 18): its sheets' tables. The rows are
 * streamed, so that memory does not grow with them.
 */
final class WorkbookReader implements FormatReader {
  private final ReadLimits limits;

  WorkbookReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipParts zip = ZipParts.open(source.file(), limits)) {
      String main = PartRelations.of(zip, "").first("officeDocument").orElse("xl/workbook.xml");
      if (!zip.has(main)) {
        throw new IOException("No main part");
      }
      Sheets sheets = new Sheets();
      zip.parse(main, sheets);
      PartRelations relations = PartRelations.of(zip, main);
      SharedStrings strings = new SharedStrings(limits);
      zip.parse(relations.first("sharedStrings").orElse(""), strings);
      CellStyles styles = new CellStyles();
      zip.parse(relations.first("styles").orElse(""), styles);
      BlockWriter writer = new BlockWriter(limits);
      for (Sheets.Sheet sheet : sheets.visible()) {
        String part = relations.target(sheet.relation()).orElse("");
        MergedCells merged = new MergedCells();
        zip.parse(part, merged);
        SheetTables tables = new SheetTables(writer, sheet.number(), sheet.name());
        zip.parse(part, new SheetRows(strings, styles, sheets.from1904, merged, tables));
      }
      CoreProperties core = new CoreProperties();
      zip.parse("docProps/core.xml", core);
      DocumentProperties properties = core.properties();
      Optional<String> title =
          properties.title().or(() -> writer.firstHeading().filter(TitleSense::isTitle));
      return writer.finish(title, properties.language(), properties.attributes());
    }
  }

  /** The workbook's own part: which sheets it has. */
  private static final class Sheets extends DefaultHandler {
    /**
     * @param number from 1
     */
    private record Sheet(int number, String name, String relation, boolean visible) {}

    private final List<Sheet> sheets = new ArrayList<>();
    private boolean from1904;

    List<Sheet> visible() {
      return sheets.stream().filter(Sheet::visible).toList();
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      switch (name) {
        case "workbookPr" -> {
          String from = WordBody.value(attributes, "date1904");
          from1904 = from.equals("1") || from.equals("true");
        }
        case "sheet" ->
            sheets.add(
                new Sheet(
                    sheets.size() + 1,
                    WordBody.value(attributes, "name"),
                    WordBody.value(attributes, "id"),
                    !WordBody.value(attributes, "state").endsWith("idden")));
        default -> {}
      }
    }
  }
}
