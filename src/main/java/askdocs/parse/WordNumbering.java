package askdocs.parse;

import java.util.HashMap;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Which lists count their items and which mark them with bullets. */
final class WordNumbering extends DefaultHandler {
  private final Map<String, String> formats = new HashMap<>();
  private final Map<String, String> definitions = new HashMap<>();
  private String definition = "";
  private String level = "";
  private String list = "";

  boolean counts(String listId, int listLevel) {
    String format =
        formats.getOrDefault(definitions.getOrDefault(listId, "") + "/" + listLevel, "bullet");
    return !format.equals("bullet") && !format.equals("none");
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "abstractNum" -> definition = WordBody.value(attributes, "abstractNumId");
      case "lvl" -> level = WordBody.value(attributes, "ilvl");
      case "numFmt" -> formats.put(definition + "/" + level, WordBody.value(attributes, "val"));
      case "num" -> list = WordBody.value(attributes, "numId");
      case "abstractNumId" -> definitions.put(list, WordBody.value(attributes, "val"));
      default -> {}
    }
  }
}
