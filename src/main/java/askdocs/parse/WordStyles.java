package askdocs.parse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** What the document's styles say: which are headings, which hide their text. */
final class WordStyles extends DefaultHandler {
  /** Built-in styles keep their English names in the file, whatever Word's language. */
  private static final Pattern HEADING = Pattern.compile("heading ([1-9])");

  private static final int DEEPEST_CHAIN = 20;

  private record Style(
      String name, String basis, OptionalInt outline, boolean hidden, int halfPoints) {
    static final Style NONE = new Style("", "", OptionalInt.empty(), false, 0);
  }

  private final Map<String, Style> styles = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private String id = "";
  private Style style = Style.NONE;
  private int defaultHalfPoints = 20;

  /** The level of a heading's style, from 1; a style for titles is of level 0. */
  OptionalInt level(String styleId) {
    String at = styleId;
    for (int i = 0; i < DEEPEST_CHAIN && styles.containsKey(at); i++) {
      Style found = styles.getOrDefault(at, Style.NONE);
      Matcher heading = HEADING.matcher(found.name());
      if (found.name().equals("title")) {
        return OptionalInt.of(0);
      }
      if (heading.matches()) {
        return OptionalInt.of(Integer.parseInt(heading.group(1)));
      }
      if (found.outline().isPresent()) {
        return found.outline();
      }
      at = found.basis();
    }
    return OptionalInt.empty();
  }

  boolean isHidden(String styleId) {
    String at = styleId;
    for (int i = 0; i < DEEPEST_CHAIN && styles.containsKey(at); i++) {
      Style found = styles.getOrDefault(at, Style.NONE);
      if (found.hidden()) {
        return true;
      }
      at = found.basis();
    }
    return false;
  }

  /** The size of body text, in half points. */
  int bodyHalfPoints() {
    int normal = styles.getOrDefault("Normal", Style.NONE).halfPoints();
    return normal > 0 ? normal : defaultHalfPoints;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    parents.add(name);
    switch (name) {
      case "style" -> {
        id = WordBody.value(attributes, "styleId");
        style = Style.NONE;
      }
      case "name" ->
          style = named(WordBody.value(attributes, "val").toLowerCase(Locale.ROOT), style.basis());
      case "basedOn" -> style = named(style.name(), WordBody.value(attributes, "val"));
      case "outlineLvl" -> {
        int level = WordBody.number(attributes, 9);
        style =
            new Style(
                style.name(),
                style.basis(),
                level < 9 ? OptionalInt.of(level + 1) : OptionalInt.empty(),
                style.hidden(),
                style.halfPoints());
      }
      case "vanish" ->
          style =
              new Style(
                  style.name(),
                  style.basis(),
                  style.outline(),
                  WordBody.isOn(attributes),
                  style.halfPoints());
      case "sz" -> size(WordBody.number(attributes, 0));
      default -> {}
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    parents.remove(name);
    if (name.equals("style")) {
      styles.put(id, style);
    }
  }

  private Style named(String name, String basis) {
    return new Style(name, basis, style.outline(), style.hidden(), style.halfPoints());
  }

  private void size(int halfPoints) {
    if (parents.contains("docDefaults")) {
      defaultHalfPoints = halfPoints > 0 ? halfPoints : defaultHalfPoints;
    } else {
      style = new Style(style.name(), style.basis(), style.outline(), style.hidden(), halfPoints);
    }
  }
}
