package askdocs.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What somebody knows of an answer who heard each event of it, and the events. */
final class Heard implements Audience {
  final List<String> events = new ArrayList<>();
  final List<Citation> citations = new ArrayList<>();
  String text = "";
  private final Consumer<String> each;

  Heard() {
    this(_ -> {});
  }

  /**
   * @param each given all of the text whenever it has changed
   */
  Heard(Consumer<String> each) {
    this.each = each;
  }

  @Override
  public void found(SearchResult passages) {
    events.add("found");
  }

  @Override
  public void said(int start, String more) {
    events.add(start == text.length() ? more : start + "<" + more);
    text = text.substring(0, start) + more;
    citations.removeIf(citation -> citation.range().end() > start);
    each.accept(text);
  }

  @Override
  public void cited(Citation citation) {
    events.add(citation.range().start() + "-" + citation.range().end());
    citations.add(citation);
  }
}
