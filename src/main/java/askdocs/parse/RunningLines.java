package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The running heads and feet of a PDF: lines at its pages' edges that repeat on most pages, on
 * every other one, or through a chapter.
 */
final class RunningLines {
  /** How many lines from the upper and the lower edge are looked at. */
  private static final int DEPTH = 3;

  private static final int FEWEST_PAGES = 3;

  /** Lines of a text are nearer to each other, in type sizes. */
  private static final double APART = 1.8;

  /** Left and right pages have heads of their own. */
  private static final int FARTHEST_REPEAT = 2;

  private RunningLines() {}

  /** The pages without their repetitions; a line that counts the pages goes altogether. */
  static List<List<PdfLine>> removedFrom(List<List<PdfLine>> pages) {
    List<List<PdfLine>> unnumbered = PageNumbers.removedFrom(pages);
    Set<Recurring> running = running(unnumbered);
    Set<String> seen = new HashSet<>();
    List<List<PdfLine>> kept = new ArrayList<>();
    for (int page = 0; page < unnumbered.size(); page++) {
      kept.add(withoutRepeats(unnumbered.get(page), page, running, seen));
    }
    return kept;
  }

  private static Set<Recurring> running(List<List<PdfLine>> pages) {
    Map<Recurring, SortedSet<Integer>> places = new HashMap<>();
    int withText = 0;
    for (int page = 0; page < pages.size(); page++) {
      // Pages without text part no repetitions.
      withText += pages.get(page).isEmpty() ? 0 : 1;
      for (PdfLine line : outermost(pages.get(page))) {
        for (Recurring one : recurring(line, page)) {
          places.computeIfAbsent(one, _ -> new TreeSet<>()).add(withText);
        }
      }
    }
    Set<Recurring> running = new HashSet<>();
    for (Map.Entry<Recurring, SortedSet<Integer>> entry : places.entrySet()) {
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
      List<PdfLine> lines, int page, Set<Recurring> running, Set<String> seen) {
    List<PdfLine> repeats =
        outermost(lines).stream()
            .filter(line -> runs(line, lines, page, running))
            .filter(line -> line.table() == 0 || isWholeTable(line, lines, page, running))
            .toList();
    List<PdfLine> kept = new ArrayList<>();
    for (PdfLine line : lines) {
      List<Recurring> recurring = recurring(line, page);
      boolean counts = recurring.stream().anyMatch(one -> one.counts() && running.contains(one));
      if (!repeats.contains(line) || (seen.add(recurring.getFirst().text()) && !counts)) {
        kept.add(line);
      }
    }
    return List.copyOf(kept);
  }

  /** The head of a table that goes on overleaf belongs to its rows. */
  private static boolean isWholeTable(
      PdfLine row, List<PdfLine> lines, int page, Set<Recurring> running) {
    return lines.stream()
        .filter(line -> line.table() == row.table())
        .allMatch(line -> runs(line, lines, page, running));
  }

  /** One that counts the pages could still be a sentence, unless it stands apart from the text. */
  private static boolean runs(PdfLine line, List<PdfLine> lines, int page, Set<Recurring> running) {
    List<Recurring> recurring = recurring(line, page);
    return running.contains(recurring.getFirst())
        || (recurring.stream().anyMatch(running::contains) && isApart(line, lines, page, running));
  }

  private static boolean isApart(
      PdfLine line, List<PdfLine> lines, int page, Set<Recurring> running) {
    return lines.stream()
            .filter(other -> !other.equals(line))
            .filter(other -> !running.contains(recurring(other, page).getFirst()))
            .mapToDouble(other -> Math.abs(other.baseline() - line.baseline()))
            .filter(distance -> distance > 0)
            .min()
            .orElse(0)
        > APART * line.size();
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

  /** In the same type, at about the same height. */
  private static List<Recurring> recurring(PdfLine line, int page) {
    String place = "@" + Math.round(line.size()) + "@" + Math.round(line.baseline() / 24);
    return Recurring.of(line.text(), page).stream()
        .map(one -> new Recurring(one.text() + place, one.counts()))
        .toList();
  }
}
