package askdocs.parse;

import askdocs.parse.Slide.Line;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The texts of a diagram's points (ECMA-376 part 1, 21.4), as items of a list. */
final class DiagramTexts extends DefaultHandler {
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean node;
  private boolean inText;

  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "pt" -> {
        String type = WordBody.value(attributes, "type");
        node = type.isEmpty() || type.equals("node") || type.equals("asst");
      }
      case "p" -> text.setLength(0);
      case "t" -> inText = node;
      default -> {}
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (inText) {
      text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    switch (name) {
      case "t" -> inText = false;
      case "p" -> {
        if (!text.toString().isBlank()) {
          lines.add(new Line(text.toString(), 1, false));
        }
        text.setLength(0);
      }
      default -> {}
    }
  }
}
