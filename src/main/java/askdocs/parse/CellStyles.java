package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.LocaleID;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * How the cells of a workbook show their values (ECMA-376 part 1, 18.8). Where that depends on who
 * looks, a date is written as ISO 8601 and a number with a point.
 */
final class CellStyles extends DefaultHandler {
  /** Longer ones cannot be entered. */
  private static final int LONGEST_FORMAT = 255;

  /** Two built-in formats stand for whatever form of date the reader is used to. */
  private static final Map<Integer, String> READERS_OWN =
      Map.of(14, "yyyy\\-mm\\-dd", 22, "yyyy\\-mm\\-dd hh:mm");

  private static final Pattern SHOWS_NOTHING = Pattern.compile("\\s*;+\\s*;*\\s*");
  private static final double LARGEST_WHOLE = 1e15;

  /** The language of a date's names: its Windows code, in square brackets. */
  private static final Pattern LANGUAGE =
      Pattern.compile("\\[\\$[^\\]-]*-(?:[^\\]]*?)([0-9A-Fa-f]{1,4})]");

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** A character that passes for a part of a date's format and stands for a quoted word. */
  private static final String WORD = "年";

  /**
   * @param words the quoted words of a date's format, with {@link #WORD} in their places, for the
   *     formatter knows no date that has any
   */
  private record NumberFormat(
      int id, String pattern, boolean date, Locale locale, List<String> words) {
    static final NumberFormat GENERAL = new NumberFormat(0, "General", false, Locale.US, List.of());

    boolean isGeneral() {
      return id == 0 || pattern.equalsIgnoreCase("General");
    }

    static NumberFormat of(int id, String pattern) {
      String plain = QUOTED.matcher(LANGUAGE.matcher(pattern).replaceAll("")).replaceAll(WORD);
      if (pattern.contains(WORD) || !DateUtil.isADateFormat(-1, plain)) {
        return new NumberFormat(id, pattern, false, Locale.US, List.of());
      }
      Matcher language = LANGUAGE.matcher(pattern);
      Locale locale =
          language.find()
              ? Optional.ofNullable(LocaleID.lookupByLcid(Integer.parseInt(language.group(1), 16)))
                  .map(code -> Locale.forLanguageTag(code.getLanguageTag()))
                  .filter(known -> !known.getLanguage().isEmpty())
                  .orElse(Locale.US)
              : Locale.US;
      List<String> words = QUOTED.matcher(pattern).results().map(match -> match.group(1)).toList();
      return new NumberFormat(-1, plain, true, locale, words);
    }
  }

  private final Map<Locale, DataFormatter> formatters = new HashMap<>();
  private final Map<Integer, String> patterns = new HashMap<>();
  private final List<NumberFormat> cells = new ArrayList<>();
  private final List<WordLook> fonts = new ArrayList<>();
  private final List<OptionalInt> fills = new ArrayList<>();
  private final List<Boolean> unseen = new ArrayList<>();
  private String section = "";

  /**
   * What a cell with this number shows.
   *
   * @param style the index of its format
   * @param from1904 whether days are counted from 1904, not from 1900
   */
  String display(double value, int style, boolean from1904) {
    NumberFormat format = format(style);
    if (format.isGeneral() && value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
      return Long.toString((long) value);
    }
    if (format.date() && !DateUtil.isValidExcelDate(value)) {
      return Double.toString(value);
    }
    try {
      String shown =
          formatters
              .computeIfAbsent(format.locale(), locale -> new DataFormatter(locale))
              .formatRawCellContents(value, format.id(), format.pattern(), from1904);
      for (String word : format.words()) {
        shown = shown.replaceFirst(WORD, Matcher.quoteReplacement(word));
      }
      return shown.strip();
    } catch (RuntimeException e) {
      // A format that makes no sense: the value is still worth reading.
      return Double.toString(value);
    }
  }

  /**
   * Whether a format that shows nothing hides the cell, or letters too pale or small to be seen.
   */
  boolean hides(int style) {
    return SHOWS_NOTHING.matcher(format(style).pattern()).matches()
        || (style >= 0 && style < unseen.size() && unseen.get(style));
  }

  private NumberFormat format(int style) {
    return style >= 0 && style < cells.size() ? cells.get(style) : NumberFormat.GENERAL;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "fonts", "fills", "cellXfs" -> section = name;
      case "numFmt" -> {
        String pattern = WordBody.value(attributes, "formatCode");
        if (pattern.length() <= LONGEST_FORMAT) {
          patterns.put(number(attributes, "numFmtId"), pattern);
        }
      }
      case "xf" -> {
        if (section.equals("cellXfs")) {
          cells.add(format(attributes));
          unseen.add(!isSeen(number(attributes, "fontId"), number(attributes, "fillId")));
        }
      }
      default -> describe(name, attributes);
    }
  }

  private void describe(String name, Attributes attributes) {
    if (section.equals("fonts")) {
      switch (name) {
        case "font" -> fonts.add(WordLook.NONE);
        case "color" -> fonts.add(WordLook.coloured(colour(attributes)).over(fonts.removeLast()));
        case "sz" -> fonts.add(WordLook.sized(size(attributes)).over(fonts.removeLast()));
        default -> {}
      }
    } else if (section.equals("fills")) {
      switch (name) {
        case "fill" -> fills.add(OptionalInt.empty());
        case "patternFill" -> {
          if (!Set.of("", "none").contains(WordBody.value(attributes, "patternType"))) {
            fill(Colours.UNKNOWN);
          }
        }
        case "gradientFill" -> fill(Colours.UNKNOWN);
        case "fgColor" -> {
          if (fills.getLast().isPresent()) {
            fill(colour(attributes));
          }
        }
        default -> {}
      }
    }
  }

  private void fill(int colour) {
    fills.set(fills.size() - 1, OptionalInt.of(colour));
  }

  private boolean isSeen(int font, int fill) {
    int ground = fill < fills.size() ? fills.get(fill).orElse(Colours.WHITE) : Colours.WHITE;
    return font >= fonts.size() || fonts.get(font).isSeenOn(ground);
  }

  /** As it is given, with an opacity before it; the first of a theme's is the paper's white. */
  private static int colour(Attributes attributes) {
    String given = WordBody.value(attributes, "rgb");
    boolean paper =
        WordBody.value(attributes, "theme").equals("0")
            && WordBody.value(attributes, "tint").isEmpty();
    boolean indexed = Set.of("1", "9").contains(WordBody.value(attributes, "indexed"));
    return paper || indexed
        ? Colours.WHITE
        : WordLook.colour(given.substring(Math.max(0, given.length() - 6)));
  }

  private static int size(Attributes attributes) {
    String points = WordBody.value(attributes, "val");
    return points.matches("\\d{1,4}(\\.\\d{0,9})?")
        ? (int) Math.ceil(2 * Double.parseDouble(points))
        : Integer.MAX_VALUE;
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    if (name.equals(section)) {
      section = "";
    }
  }

  private NumberFormat format(Attributes attributes) {
    int id = number(attributes, "numFmtId");
    String own = READERS_OWN.get(id);
    if (own != null) {
      return NumberFormat.of(-1, own);
    }
    return Optional.ofNullable(patterns.get(id))
        .or(() -> Optional.ofNullable(BuiltinFormats.getBuiltinFormat(id)))
        .map(pattern -> NumberFormat.of(id, pattern))
        .orElse(NumberFormat.GENERAL);
  }

  /** An attribute that counts, 0 when it is not there. */
  static int number(Attributes attributes, String name) {
    String value = WordBody.value(attributes, name);
    return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
  }
}
