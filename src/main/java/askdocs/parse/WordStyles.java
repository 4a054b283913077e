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

  /**
   * @param ground what its paragraphs stand on
   * @param shades whether a table's cells stand on something dark, or may
   */
  private record Style(
      String name,
      String basis,
      OptionalInt outline,
      WordLook look,
      OptionalInt ground,
      boolean shades) {
    static final Style NONE =
        new Style("", "", OptionalInt.empty(), WordLook.NONE, OptionalInt.empty(), false);

    Style named(String other) {
      return new Style(other, basis, outline, look, ground, shades);
    }

    Style basedOn(String other) {
      return new Style(name, other, outline, look, ground, shades);
    }

    Style outlined(OptionalInt level) {
      return new Style(name, basis, level, look, ground, shades);
    }

    Style looking(WordLook other) {
      return new Style(name, basis, outline, other, ground, shades);
    }

    Style on(OptionalInt other) {
      return new Style(name, basis, outline, look, other, shades);
    }

    Style shading() {
      return new Style(name, basis, outline, look, ground, true);
    }
  }

  private final Map<String, Style> styles = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private String id = "";
  private Style style = Style.NONE;
  private WordLook defaults = WordLook.NONE;
  private String defaultParagraph = "";

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

  /** How text looks by the style of its paragraph, empty for the usual one, and its own. */
  WordLook look(String paragraphStyle, String runStyle) {
    String paragraph = paragraphStyle.isEmpty() ? defaultParagraph : paragraphStyle;
    return look(runStyle).over(look(paragraph)).over(defaults);
  }

  private WordLook look(String styleId) {
    WordLook look = WordLook.NONE;
    String at = styleId;
    for (int i = 0; i < DEEPEST_CHAIN && styles.containsKey(at); i++) {
      Style found = styles.getOrDefault(at, Style.NONE);
      look = look.over(found.look());
      at = found.basis();
    }
    return look;
  }

  /** What paragraphs of a style stand on, where it says so. */
  OptionalInt ground(String paragraphStyle) {
    String at = paragraphStyle.isEmpty() ? defaultParagraph : paragraphStyle;
    for (int i = 0; i < DEEPEST_CHAIN && styles.containsKey(at); i++) {
      Style found = styles.getOrDefault(at, Style.NONE);
      if (found.ground().isPresent()) {
        return found.ground();
      }
      at = found.basis();
    }
    return OptionalInt.empty();
  }

  /** Whether cells of a table in this style may stand on something dark. */
  boolean shades(String tableStyle) {
    String at = tableStyle;
    for (int i = 0; i < DEEPEST_CHAIN && styles.containsKey(at); i++) {
      Style found = styles.getOrDefault(at, Style.NONE);
      if (found.shades()) {
        return true;
      }
      at = found.basis();
    }
    return false;
  }

  /** The size of body text, in half points. */
  int bodyHalfPoints() {
    return styles.getOrDefault("Normal", Style.NONE).look().over(defaults).halfPoints().orElse(20);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    parents.add(name);
    switch (name) {
      case "style" -> {
        id = WordBody.value(attributes, "styleId");
        style = Style.NONE;
        boolean usual =
            WordBody.value(attributes, "type").equals("paragraph")
                && Set.of("1", "true", "on").contains(WordBody.value(attributes, "default"));
        defaultParagraph = usual ? id : defaultParagraph;
      }
      case "name" ->
          style = style.named(WordBody.value(attributes, "val").toLowerCase(Locale.ROOT));
      case "basedOn" -> style = style.basedOn(WordBody.value(attributes, "val"));
      case "outlineLvl" -> {
        int level = WordBody.number(attributes, 9);
        style = style.outlined(level < 9 ? OptionalInt.of(level + 1) : OptionalInt.empty());
      }
      default -> look(name, attributes);
    }
  }

  private void look(String name, Attributes attributes) {
    boolean ofTable = parents.contains("tcPr") || parents.contains("tblPr");
    if (parents.contains("rPr")) {
      if (parents.contains("docDefaults")) {
        defaults = defaults.with(name, attributes);
      } else if (!parents.contains("tblStylePr")) {
        style = style.looking(style.look().with(name, attributes));
      }
    } else if (name.equals("shd") && ofTable) {
      boolean light = Colours.look(WordLook.shade(attributes).orElse(Colours.WHITE), Colours.WHITE);
      style = light ? style : style.shading();
    } else if (name.equals("shd")) {
      style = style.on(WordLook.shade(attributes));
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    parents.remove(name);
    if (name.equals("style")) {
      styles.put(id, style);
    }
  }
}
