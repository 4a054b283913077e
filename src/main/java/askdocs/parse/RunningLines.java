package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The running heads and feet of a PDF: lines at its pages' edges that repeat on most pages, on
 * every other one, or through a chapter.
 */
final class RunningLines {
  /** How many lines from the upper and the lower edge are looked at. */
  private static final int DEPTH = 3;

  private static final int FEWEST_PAGES = 3;

  /** Left and right pages have heads of their own. */
  private static final int FARTHEST_REPEAT = 2;

  private static final Pattern NUMBERS =
      Pattern.compile("\\d+|\\b(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})\\b");

  private RunningLines() {}

  /** The pages without their repetitions; a line that counts the pages goes altogether. */
  static List<List<PdfLine>> removedFrom(List<List<PdfLine>> pages) {
    List<List<PdfLine>> unnumbered = PageNumbers.removedFrom(pages);
    Set<String> running = running(unnumbered);
    Set<String> seen = new HashSet<>();
    return unnumbered.stream().map(page -> withoutRepeats(page, running, seen)).toList();
  }

  private static Set<String> running(List<List<PdfLine>> pages) {
    Map<String, SortedSet<Integer>> places = new HashMap<>();
    int withText = 0;
    for (List<PdfLine> page : pages) {
      // Pages without text part no repetitions.
      withText += page.isEmpty() ? 0 : 1;
      for (PdfLine line : outermost(page)) {
        places.computeIfAbsent(likeness(line), _ -> new TreeSet<>()).add(withText);
      }
    }
    Set<String> running = new HashSet<>();
    for (Map.Entry<String, SortedSet<Integer>> entry : places.entrySet()) {
      boolean onMost = entry.getValue().size() * 2 > withText && withText >= FEWEST_PAGES;
      if (onMost || longestChain(entry.getValue()) >= FEWEST_PAGES) {
        running.add(entry.getKey());
      }
    }
    return running;
  }

  private static int longestChain(SortedSet<Integer> pages) {
    int longest = 0;
    int chain = 0;
    int before = Integer.MIN_VALUE / 2;
    for (int page : pages) {
      chain = page - before <= FARTHEST_REPEAT ? chain + 1 : 1;
      longest = Math.max(longest, chain);
      before = page;
    }
    return longest;
  }

  /** What never changes is kept where it first stands: it may be the title. */
  private static List<PdfLine> withoutRepeats(
      List<PdfLine> page, Set<String> running, Set<String> seen) {
    List<PdfLine> outermost = outermost(page);
    List<PdfLine> repeats =
        outermost.stream()
            .filter(line -> running.contains(likeness(line)))
            .filter(line -> line.table() == 0 || isWholeTable(line, page, running))
            .toList();
    List<PdfLine> kept = new ArrayList<>();
    for (PdfLine line : page) {
      String likeness = likeness(line);
      if (!repeats.contains(line) || (seen.add(likeness) && !likeness.contains("#"))) {
        kept.add(line);
      }
    }
    return List.copyOf(kept);
  }

  /** The head of a table that goes on overleaf belongs to its rows. */
  private static boolean isWholeTable(PdfLine row, List<PdfLine> page, Set<String> running) {
    return page.stream()
        .filter(line -> line.table() == row.table())
        .allMatch(line -> running.contains(likeness(line)));
  }

  private static List<PdfLine> outermost(List<PdfLine> page) {
    List<PdfLine> byHeight =
        page.stream().sorted((a, b) -> Float.compare(a.baseline(), b.baseline())).toList();
    if (byHeight.size() <= 2 * DEPTH) {
      return byHeight;
    }
    List<PdfLine> lines = new ArrayList<>(byHeight.subList(0, DEPTH));
    lines.addAll(byHeight.subList(byHeight.size() - DEPTH, byHeight.size()));
    return lines;
  }

  /** The same words in the same type at about the same height, whatever the numbers in them. */
  private static String likeness(PdfLine line) {
    return NUMBERS.matcher(line.text()).replaceAll("#")
        + "@"
        + Math.round(line.size())
        + "@"
        + Math.round(line.baseline() / 24);
  }
}
