package askdocs.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line at a page's edge has in common with one of another page: all of its text, or all but
 * one number that grows with the pages. Lines whose other numbers differ say something of their
 * own, such as the total of each invoice.
 *
 * @param text the whole, or with that number's distance to the page in the place of the number
 * @param counts whether it is the latter
 */
record Recurring(String text, boolean counts) {
  /** More numbers make a row of a table. */
  private static final int MOST_NUMBERS = 6;

  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?<!\\d)\\d{1,5}(?!\\d)" + "|\\b(?=[ivxl]+\\b)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})\\b");

  /** Any of these may be what recurs. */
  static List<Recurring> of(String line, int page) {
    List<Recurring> all = new ArrayList<>();
    all.add(new Recurring(line, false));
    Matcher number = NUMBERS.matcher(line);
    while (number.find() && all.size() <= MOST_NUMBERS) {
      String distance = "#" + (PageNumbers.valueOf(number.group()) - page);
      all.add(
          new Recurring(
              line.substring(0, number.start()) + distance + line.substring(number.end()), true));
    }
    return all;
  }
}
