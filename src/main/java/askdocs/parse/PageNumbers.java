package askdocs.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Page numbers: lines at a page's edge that say no more than where in the document it is. */
final class PageNumbers {
  /** "Página 3 de 10", "Page 3 of 10", "p. 3/10". */
  private static final Pattern NAMED =
      Pattern.compile(
          "[\\W_]*(?:p[aá]g(?:ina)?|page|p|hoja|folio|seite)\\.?\\s*(\\d{1,5}|[ivxlc]{1,8})"
              + "(?:\\s*(?:de|of|von|sur|di|/|\\|)\\s*\\d{1,5})?[\\W_]*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern OF_ALL =
      Pattern.compile("[\\W_]*(\\d{1,5})\\s*(?:de|of|/)\\s*(\\d{1,5})[\\W_]*");

  private static final Pattern ALONE =
      Pattern.compile("[\\W_]*(\\d{1,5}|[ivxlc]{1,8})[\\W_]*", Pattern.CASE_INSENSITIVE);

  private static final Map<Character, Integer> ROMAN =
      Map.of('i', 1, 'v', 5, 'x', 10, 'l', 50, 'c', 100);

  private PageNumbers() {}

  static List<List<PdfLine>> removedFrom(List<List<PdfLine>> pages) {
    // Numbers that stand alone count the pages if two of them keep in step.
    Map<Integer, Integer> offsets = new HashMap<>();
    for (int i = 0; i < pages.size(); i++) {
      int page = i;
      edges(pages.get(i)).stream()
          .flatMap(line -> value(ALONE, line).stream().boxed())
          .map(number -> number - page)
          .distinct()
          .forEach(offset -> offsets.merge(offset, 1, Integer::sum));
    }
    List<List<PdfLine>> kept = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      List<PdfLine> edges = edges(pages.get(i));
      int page = i;
      kept.add(
          pages.get(i).stream()
              .filter(line -> !edges.contains(line) || !counts(line, page, pages.size(), offsets))
              .toList());
    }
    return kept;
  }

  private static boolean counts(PdfLine line, int page, int pages, Map<Integer, Integer> offsets) {
    OptionalInt named = value(NAMED, line);
    OptionalInt ofAll = value(OF_ALL, line);
    OptionalInt alone = value(ALONE, line);
    boolean inStep = alone.isPresent() && offsets.getOrDefault(alone.getAsInt() - page, 0) > 1;
    boolean here = ofAll.isPresent() && ofAll.getAsInt() == page + 1 && pages > 1;
    return named.isPresent() || here || inStep;
  }

  /** The first and the last line by height, which may be two of either side by side. */
  private static List<PdfLine> edges(List<PdfLine> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    List<Float> heights = page.stream().map(PdfLine::baseline).toList();
    float top = Collections.min(heights);
    float bottom = Collections.max(heights);
    return page.stream()
        .filter(line -> !line.tabular())
        .filter(line -> line.baseline() - top < 3 || bottom - line.baseline() < 3)
        .toList();
  }

  private static OptionalInt value(Pattern pattern, PdfLine line) {
    Matcher matcher = pattern.matcher(line.text());
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(valueOf(matcher.group(1).toLowerCase(Locale.ROOT)));
  }

  /** Of digits, five at most, or of small Roman numerals. */
  static int valueOf(String number) {
    return Character.isDigit(number.charAt(0)) ? Integer.parseInt(number) : roman(number);
  }

  private static int roman(String number) {
    int value = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = ROMAN.getOrDefault(number.charAt(i), 0);
      int next = i + 1 < number.length() ? ROMAN.getOrDefault(number.charAt(i + 1), 0) : 0;
      value += digit < next ? -digit : digit;
    }
    return value;
  }
}
