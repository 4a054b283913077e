package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The running heads, feet and page numbers of a PDF: lines that repeat on most of its pages. */
final class RunningLines {
  /** How many lines from the upper and the lower edge are looked at. */
  private static final int DEPTH = 3;

  private static final int FEWEST_PAGES = 3;

  private RunningLines() {}

  /** The pages without their repetitions; a line that counts the pages goes altogether. */
  static List<List<PdfLine>> removedFrom(List<List<PdfLine>> pages) {
    long withText = pages.stream().filter(page -> !page.isEmpty()).count();
    if (withText < FEWEST_PAGES) {
      return pages;
    }
    Map<String, Integer> counts = new HashMap<>();
    for (List<PdfLine> page : pages) {
      outermost(page).stream()
          .map(RunningLines::likeness)
          .distinct()
          .forEach(likeness -> counts.merge(likeness, 1, Integer::sum));
    }
    Set<String> running = new HashSet<>();
    counts.forEach((likeness, count) -> {
      if (count * 2 > withText) {
        running.add(likeness);
      }
    });
    Set<String> seen = new HashSet<>();
    return pages.stream().map(page -> withoutRepeats(page, running, seen)).toList();
  }

  /** What never changes is kept where it first stands: it may be the title. */
  private static List<PdfLine> withoutRepeats(
      List<PdfLine> page, Set<String> running, Set<String> seen) {
    List<PdfLine> outermost = outermost(page);
    List<PdfLine> kept = new ArrayList<>();
    for (PdfLine line : page) {
      String likeness = likeness(line);
      boolean repeats = running.contains(likeness) && outermost.contains(line);
      if (!repeats || (seen.add(likeness) && !likeness.contains("#"))) {
        kept.add(line);
      }
    }
    return List.copyOf(kept);
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
    return line.text().replaceAll("\\d+", "#").replaceAll("\\b[ivxlc]{1,6}\\b", "#")
        + "@"
        + Math.round(line.size())
        + "@"
        + Math.round(line.baseline() / 12);
  }
}
