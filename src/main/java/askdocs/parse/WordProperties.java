package askdocs.parse;

import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The document's own title and language (core properties). */
final class WordProperties extends DefaultHandler {
  private final StringBuilder text = new StringBuilder();
  private String title = "";
  private String language = "";

  Optional<String> title() {
    return Optional.of(CleanText.of(title).strip()).filter(t -> !t.isEmpty());
  }

  Optional<String> language() {
    return Optional.of(language).filter(tag -> tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*"));
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    text.setLength(0);
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (text.length() < 10_000) {
      text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    switch (name) {
      case "title" -> title = text.toString();
      case "language" -> language = text.toString().strip();
      default -> {}
    }
  }
}
