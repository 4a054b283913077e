package askdocs.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What an OpenDocument's styles say of what is shown, and which lists count (ODF 1.3 part 3, 16).
 */
final class OdfStyles extends DefaultHandler {
  private static final int DEEPEST_CHAIN = 20;

  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Boolean> hidden = new HashMap<>();
  private final Map<String, Boolean> counted = new HashMap<>();
  private String style = "";
  private String list = "";

  boolean isHidden(String name) {
    String at = name;
    for (int i = 0; i < DEEPEST_CHAIN && !at.isEmpty(); i++) {
      Optional<Boolean> says = Optional.ofNullable(hidden.get(at));
      if (says.isPresent()) {
        return says.get();
      }
      at = parents.getOrDefault(at, "");
    }
    return false;
  }

  /** Whether a style is another's, or made from it. */
  boolean isA(String name, String ancestor) {
    String at = name;
    for (int i = 0; i < DEEPEST_CHAIN && !at.isEmpty(); i++) {
      if (at.equals(ancestor)) {
        return true;
      }
      at = parents.getOrDefault(at, "");
    }
    return false;
  }

  /**
   * @param level from 1
   */
  boolean counts(String listStyle, int level) {
    return counted.getOrDefault(listStyle + "/" + level, false);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "style" -> {
        style = WordBody.value(attributes, "name");
        parents.put(style, WordBody.value(attributes, "parent-style-name"));
      }
      case "text-properties", "section-properties" -> {
        String display = WordBody.value(attributes, "display");
        if (!display.isEmpty()) {
          hidden.put(style, display.equals("none"));
        }
      }
      case "table-properties" -> {
        if (WordBody.value(attributes, "display").equals("false")) {
          hidden.put(style, true);
        }
      }
      case "drawing-page-properties" -> {
        if (WordBody.value(attributes, "visibility").equals("hidden")) {
          hidden.put(style, true);
        }
      }
      case "list-style" -> list = WordBody.value(attributes, "name");
      case "list-level-style-number" ->
          counted.put(
              list + "/" + WordBody.value(attributes, "level"),
              !WordBody.value(attributes, "num-format").isEmpty());
      default -> {}
    }
  }
}
