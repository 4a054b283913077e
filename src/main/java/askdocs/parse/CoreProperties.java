package askdocs.parse;

import java.util.HashMap;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The core properties of an Office Open XML package (ECMA-376 part 2, 8). */
final class CoreProperties extends DefaultHandler {
  private static final int LONGEST = 10_000;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> values = new HashMap<>();

  DocumentProperties properties() {
    return DocumentProperties.of(
        value("title"),
        value("creator").replace(";", ", "),
        value("created"),
        value("modified"),
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
    switch (name) {
      case "title", "creator", "created", "modified", "language" ->
          values.put(name, text.toString());
      default -> {}
    }
  }
}
