package askdocs.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The colours that a presentation's theme has names for (ECMA-376 part 1, 20.1.6.2), and the names
 * that its master gives them (19.3.1.6). Reads both parts.
 */
final class ThemeColours extends DefaultHandler {
  private final Map<String, Integer> colours = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private Optional<String> slot = Optional.empty();
  private boolean inScheme;

  /** Unknown where the theme has none. */
  int colour(String name) {
    return colours.getOrDefault(names.getOrDefault(name, name), Colours.UNKNOWN);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "clrScheme" -> inScheme = true;
      case "clrMap" -> {
        for (int i = 0; i < attributes.getLength(); i++) {
          names.put(attributes.getLocalName(i), attributes.getValue(i));
        }
      }
      case "srgbClr" -> put(WordBody.value(attributes, "val"));
      case "sysClr" -> put(WordBody.value(attributes, "lastClr"));
      default -> slot = inScheme ? Optional.of(name) : Optional.empty();
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    inScheme &= !name.equals("clrScheme");
  }

  private void put(String hex) {
    slot.ifPresent(named -> colours.put(named, WordLook.colour(hex)));
  }
}
