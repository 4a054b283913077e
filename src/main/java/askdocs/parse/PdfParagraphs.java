package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a PDF's lines together to paragraphs again, across columns and pages. */
final class PdfParagraphs {
  /**
   * A paragraph, or a row of a table.
   *
   * @param cells of a row; none of a paragraph
   * @param table which of its page's tables the row belongs to, from 1; 0 where there is no telling
   * @param page it starts on, from 1
   * @param size of its type, in points
   * @param lines how many it fills
   * @param breaks where in its text later pages start
   */
  record Paragraph(
      String text,
      int page,
      float size,
      int lines,
      List<String> cells,
      int table,
      List<PageBreak> breaks) {}

  /**
   * The start of a page within a paragraph.
   *
   * @param offset of the first whole word on the page
   */
  record PageBreak(int offset, int page) {}

  private static final Pattern ITEM =
      Pattern.compile("(?:[•◦▪‣·●○■□–—*-]|\\(?\\d{1,3}[.)]|\\(?[a-z][.)])\\s.*", Pattern.DOTALL);

  private static final Pattern INNER_CAPITAL = Pattern.compile("\\p{L}*\\p{Ll}\\p{Lu}\\p{L}*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}]+(?:-[\\p{L}]+)+");
  private static final Pattern BROKEN = Pattern.compile("([\\p{L}]+)-$");
  private static final Pattern HYPHEN = Pattern.compile("[\\p{L}\\d]-$");
  private static final Pattern GOES_ON = Pattern.compile("^([\\p{L}]+)");

  private final List<Paragraph> paragraphs = new ArrayList<>();
  private final Set<String> hyphenated = new HashSet<>();
  private final Set<String> whole = new HashSet<>();
  private final List<PdfLine> open = new ArrayList<>();
  private final List<Integer> openPages = new ArrayList<>();

  private PdfParagraphs() {}

  static List<Paragraph> of(List<List<PdfLine>> pages) {
    PdfParagraphs reader = new PdfParagraphs();
    pages.forEach(page -> page.forEach(line -> reader.learn(line.text())));
    for (int i = 0; i < pages.size(); i++) {
      float spacing = spacing(pages.get(i));
      for (PdfLine line : pages.get(i)) {
        if (!reader.goesOn(line, i + 1, spacing)) {
          reader.close();
        }
        reader.open.add(line);
        reader.openPages.add(i + 1);
      }
    }
    reader.close();
    return reader.paragraphs;
  }

  /** Words that have a hyphen within a line keep it at a line's end. */
  private void learn(String line) {
    WORD.matcher(line).results().forEach(word -> hyphenated.add(word.group()));
    INNER_CAPITAL.matcher(line).results().forEach(word -> whole.add(word.group()));
  }

  private boolean goesOn(PdfLine line, int page, float spacing) {
    if (open.isEmpty()) {
      return false;
    }
    PdfLine before = open.getLast();
    if (line.tabular() || before.tabular() || !line.sameSizeAs(before)) {
      return false;
    }
    if (ITEM.matcher(line.text()).matches()) {
      return false;
    }
    float down = line.baseline() - before.baseline();
    if (page != openPages.getLast() || down < -line.size()) {
      return endsOpen(before.text()) && startsSmall(line.text());
    }
    if (Math.abs(down) < line.size() / 2) {
      return true;
    }
    if (down > Math.max(spacing * 1.3f + 1, line.size() * 1.35f)) {
      return false;
    }
    return !isIndented(line, before) && !endsShort(line, before);
  }

  private boolean isIndented(PdfLine line, PdfLine before) {
    if (line.left() <= before.left() + line.size() * .8f) {
      return false;
    }
    if (isCentred(line, before)) {
      return false;
    }
    // The second line of an item hangs under its first.
    return open.size() > 1 || !ITEM.matcher(before.text()).matches();
  }

  /** Line over line about one axis, as titles are set. */
  private static boolean isCentred(PdfLine line, PdfLine before) {
    float off = (line.left() + line.right()) - (before.left() + before.right());
    return Math.abs(off) < line.size();
  }

  private static boolean endsShort(PdfLine line, PdfLine before) {
    return before.right() < line.right() - .2f * (line.right() - line.left())
        && !endsOpen(before.text());
  }

  private static boolean endsOpen(String text) {
    char last = text.charAt(text.length() - 1);
    return ".!?:;。！？…".indexOf(last) < 0;
  }

  private static boolean startsSmall(String text) {
    return Character.isLowerCase(text.codePointAt(0));
  }

  /** The distance of two lines that is most common on the page. */
  private static float spacing(List<PdfLine> page) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 1; i < page.size(); i++) {
      float down = page.get(i).baseline() - page.get(i - 1).baseline();
      if (down > page.get(i).size() * .7f && down < page.get(i).size() * 2.5f) {
        counts.merge(Math.round(down * 2), 1, Integer::sum);
      }
    }
    int halfPoints = 0;
    int most = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      boolean nearer = entry.getValue() == most && entry.getKey() < halfPoints;
      if (entry.getValue() > most || nearer) {
        most = entry.getValue();
        halfPoints = entry.getKey();
      }
    }
    return most == 0 ? 20 : halfPoints / 2f;
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(open.getFirst().text());
    List<PageBreak> breaks = new ArrayList<>();
    for (int i = 1; i < open.size(); i++) {
      int before = text.length();
      append(text, open.get(i).text(), hyphenated, whole);
      int word = text.indexOf(" ", before - 1) + 1;
      if (!openPages.get(i).equals(openPages.get(i - 1)) && word > 0) {
        breaks.add(new PageBreak(word, openPages.get(i)));
      }
    }
    PdfLine first = open.getFirst();
    paragraphs.add(
        new Paragraph(
            text.toString(),
            openPages.getFirst(),
            first.size(),
            open.size(),
            first.cells(),
            first.table(),
            List.copyOf(breaks)));
    open.clear();
    openPages.clear();
  }

  /**
   * Appends a line to a paragraph; a word parted between the two is whole again.
   *
   * @param hyphenated words whose hyphen is their own
   * @param whole words with a capital inside
   */
  static void append(StringBuilder text, String line, Set<String> hyphenated, Set<String> whole) {
    if (text.isEmpty() || line.isEmpty()) {
      text.append(line);
      return;
    }
    String tail = text.substring(Math.max(0, text.length() - 60));
    Matcher broken = BROKEN.matcher(tail);
    Matcher rest = GOES_ON.matcher(line);
    if (broken.find() && rest.find() && Character.isLowerCase(line.codePointAt(0))) {
      if (!hyphenated.contains(broken.group(1) + "-" + rest.group(1))) {
        text.setLength(text.length() - 1);
      }
      text.append(line);
      return;
    }
    if (HYPHEN.matcher(tail).find() && Character.isLetterOrDigit(line.codePointAt(0))) {
      // A capital or a number is seldom the rest of a word, but may well follow its hyphen.
      if (broken.reset().find()
          && rest.reset().find()
          && whole.contains(broken.group(1) + rest.group(1))) {
        text.setLength(text.length() - 1);
      }
      text.append(line);
      return;
    }
    int last = text.codePointBefore(text.length());
    boolean dense = Character.isIdeographic(last) && Character.isIdeographic(line.codePointAt(0));
    if (!dense && last != '\u00AD') {
      text.append(' ');
    }
    text.append(line);
  }
}
