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
  PDF("PDF");

  private final String named;

  Format(String named) {
    this.named = named;
  }

  /** As in "could not be read as …". */
  String named() {
    return named;
  }
}
