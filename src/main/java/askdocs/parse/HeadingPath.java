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
    close(level);
    open.addLast(new Heading(level, text));
    return remember();
  }

  /** Closes the headings of this level and below. */
  void close(int level) {
    while (!open.isEmpty() && open.getLast().level() >= level) {
      open.removeLast();
    }
    remember();
  }

  void close() {
    open.clear();
    path = List.of();
  }

  List<String> path() {
    return path;
  }

  private List<String> remember() {
    List<String> texts = new ArrayList<>();
    open.forEach(heading -> texts.add(heading.text()));
    path = List.copyOf(texts);
    return path;
  }
}
