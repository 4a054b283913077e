package askdocs.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What an OpenDocument's styles say of what is shown and how it looks, and which lists count (ODF
 * 1.3 part 3, 16).
 */
final class OdfStyles extends DefaultHandler {
  private static final int DEEPEST_CHAIN = 20;

  private static final Pattern POINTS = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,9})?)pt");

  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, Boolean> hidden = new HashMap<>();
  private final Map<String, WordLook> looks = new HashMap<>();
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

  /** How text of this style looks, as far as the style and those that it is made from say. */
  WordLook look(String name) {
    WordLook look = WordLook.NONE;
    String at = name;
    for (int i = 0; i < DEEPEST_CHAIN && !at.isEmpty(); i++) {
      look = look.over(looks.getOrDefault(at, WordLook.NONE));
      at = parents.getOrDefault(at, "");
    }
    return look;
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
        describe(attributes);
      }
      case "paragraph-properties",
          "table-cell-properties",
          "table-row-properties",
          "page-layout-properties" ->
          describe(attributes);
      case "table-properties" -> {
        if (WordBody.value(attributes, "display").equals("false")) {
          hidden.put(style, true);
        }
        describe(attributes);
      }
      case "drawing-page-properties" -> {
        if (WordBody.value(attributes, "visibility").equals("hidden")) {
          hidden.put(style, true);
        }
      }
      // Under some condition, it looks otherwise.
      case "map" ->
          looks.merge(style, WordLook.grounded(Colours.UNKNOWN), (look, open) -> open.over(look));
      case "list-style" -> list = WordBody.value(attributes, "name");
      case "list-level-style-number" ->
          counted.put(
              list + "/" + WordBody.value(attributes, "level"),
              !WordBody.value(attributes, "num-format").isEmpty());
      default -> {}
    }
  }

  private void describe(Attributes attributes) {
    String colour = WordBody.value(attributes, "color");
    String ground = WordBody.value(attributes, "background-color");
    Matcher points = POINTS.matcher(WordBody.value(attributes, "font-size"));
    WordLook look = looks.getOrDefault(style, WordLook.NONE);
    if (!colour.isEmpty()) {
      look = WordLook.coloured(WordLook.colour(colour.replace("#", ""))).over(look);
    }
    if (!ground.isEmpty() && !ground.equals("transparent")) {
      look = WordLook.grounded(WordLook.colour(ground.replace("#", ""))).over(look);
    }
    if (points.matches()) {
      int halfPoints = (int) Math.ceil(2 * Double.parseDouble(points.group(1)));
      look = WordLook.sized(halfPoints).over(look);
    }
    looks.put(style, look);
  }
}
