package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plain text that was laid out in pages, with form feeds between them. */
final class TextPages {
  /** How many lines from the upper and the lower edge are looked at. */
  private static final int DEPTH = 2;

  private static final int FEWEST_PAGES = 3;

  private TextPages() {}

  /**
   * The text without its running heads, feet and page numbers: lines at the edges of most pages
   * that differ in a number at most, which grows with the pages. What never changes is kept where
   * it first stands.
   */
  static String withoutRunningLines(String text) {
    if (text.indexOf('\f') < 0) {
      return text;
    }
    List<List<String>> pages = new ArrayList<>();
    for (String page : text.split("\f", -1)) {
      pages.add(new ArrayList<>(List.of(page.split("\n", -1))));
    }
    Map<Recurring, Integer> counts = new HashMap<>();
    int withText = 0;
    for (int number = 0; number < pages.size(); number++) {
      List<String> page = pages.get(number);
      int at = number;
      List<Integer> edges = edges(page);
      withText += edges.isEmpty() ? 0 : 1;
      edges.stream()
          .flatMap(i -> recurring(page.get(i), at).stream())
          .distinct()
          .forEach(line -> counts.merge(line, 1, Integer::sum));
    }
    if (withText < FEWEST_PAGES) {
      return text;
    }
    Set<String> seen = new HashSet<>();
    for (int number = 0; number < pages.size(); number++) {
      List<String> page = pages.get(number);
      for (int i : edges(page)) {
        List<Recurring> running = new ArrayList<>(recurring(page.get(i), number));
        int most = withText;
        running.removeIf(line -> counts.getOrDefault(line, 0) * 2 <= most);
        boolean isCounted = running.stream().anyMatch(Recurring::counts);
        if (isCounted || (!running.isEmpty() && !seen.add(running.getFirst().text()))) {
          page.set(i, "");
        }
      }
    }
    return String.join("\f", pages.stream().map(page -> String.join("\n", page)).toList());
  }

  /** The lines with ink nearest to the edges; half of a short page's at most. */
  private static List<Integer> edges(List<String> page) {
    List<Integer> inked = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      if (!page.get(i).isBlank()) {
        inked.add(i);
      }
    }
    int depth = Math.min(DEPTH, Math.max(1, inked.size() / 4));
    if (inked.size() <= 2 * depth) {
      return inked;
    }
    List<Integer> edges = new ArrayList<>(inked.subList(0, depth));
    edges.addAll(inked.subList(inked.size() - depth, inked.size()));
    return edges;
  }

  private static List<Recurring> recurring(String line, int page) {
    return Recurring.of(line.strip().replaceAll("\\s+", " "), page);
  }
}
