package askdocs.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The texts that the cells of a workbook share (ECMA-376 part 1, 18.4). */
final class SharedStrings extends DefaultHandler {
  /** What an entry takes apart from its characters. */
  private static final int OVERHEAD = 4;

  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final ReadLimits limits;
  private final List<String> texts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private long total;
  private boolean inText;
  private int phonetic;

  SharedStrings(ReadLimits limits) {
    this.limits = limits;
  }

  /** The text of this number, from 0; none if there is no such text. */
  String text(int number) {
    return number >= 0 && number < texts.size() ? texts.get(number) : "";
  }

  /** With characters that XML cannot hold written out (22.9.2.19). */
  static String unescaped(String raw) {
    return raw.contains("_x")
        ? ESCAPED
            .matcher(raw)
            .replaceAll(match ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(match.group(1), 16))))
        : raw;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "si" -> text.setLength(0);
      case "rPh" -> phonetic++;
      case "t" -> inText = phonetic == 0;
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
  public void endElement(String uri, String name, String qualified) throws SAXException {
    switch (name) {
      case "si" -> {
        texts.add(unescaped(text.toString()));
        total += text.length() + OVERHEAD;
        if (total > limits.characters()) {
          throw new SAXException(UnreadableException.tooMuchText(limits));
        }
      }
      case "rPh" -> phonetic--;
      case "t" -> inText = false;
      default -> {}
    }
  }
}
