package askdocs.parse;

/** A format that is read. */
enum Format {
  TEXT("plain text"),
  MARKDOWN("Markdown"),
  HTML("HTML"),
  CSV("a table of values"),
  JSON("JSON"),
  XML("XML"),
  EMAIL("an e-mail"),
  WORD("a Word document"),
  PDF("PDF"),
  WORKBOOK("an Excel workbook"),
  SLIDES("a PowerPoint presentation"),
  OPEN_DOCUMENT("an OpenDocument text or presentation"),
  OPEN_SHEETS("an OpenDocument spreadsheet"),
  RICH_TEXT("Rich Text"),
  EPUB("an EPUB book");

  private final String named;

  Format(String named) {
    this.named = named;
  }

  /** As in "could not be read as …". */
  String named() {
    return named;
  }
}
