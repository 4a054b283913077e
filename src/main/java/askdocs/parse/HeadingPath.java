package askdocs.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The headings open at a place of a document. */
final class HeadingPath {
  private record Heading(int level, String text) {}

  private final Deque<Heading> open = new ArrayDeque<>();
  private List<String> path = List.of();

  /** Opens a heading: it closes those of its own level and below. */
  List<String> open(int level, String text) {
    while (!open.isEmpty() && open.getLast().level() >= level) {
      open.removeLast();
    }
    open.addLast(new Heading(level, text));
    List<String> texts = new ArrayList<>();
    open.forEach(heading -> texts.add(heading.text()));
    path = List.copyOf(texts);
    return path;
  }

  void close() {
    open.clear();
    path = List.of();
  }

  List<String> path() {
    return path;
  }
}
