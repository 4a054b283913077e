package askdocs.ask;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes a document's date out of what is said of the document: it was given with the title, so that
 * the words cited need not have it. Only the whole date goes, or its month and year: a year alone
 * may be what the statement is about.
 *
 * <table>
 *   <caption>How 2026-11-05 may be written</caption>
 *   <tr><td>in numbers</td><td>2026-11-05, 5.11.2026, 11/5/2026</td></tr>
 *   <tr><td>in words</td><td>5 November 2026, Nov. 5th, 2026, November 2026, 5 de noviembre de
 *       2026</td></tr>
 * </table>
 */
final class NamedDate {
  /** How each month's name begins in the languages that we have words in, without accents. */
  private static final List<String> MONTHS =
      List.of(
          "jan|ene|gen",
          "feb|fev",
          "mar",
          "apr|abr|avr",
          "mai|may|mag",
          "jun|juin|giu",
          "jul|juil|lug",
          "aug|ago|aou",
          "sep|set",
          "oct|okt|ott|out",
          "nov",
          "dec|dic|dez");

  private static final String OF = "(?:\\s+(?:of|de|del|di))?\\s+";
  private static final String SUFFIX = "(?:st|nd|rd|th|er|o|\\.)?";
  private static final String NO_OTHER_DAY =
      "(?<!\\p{Nd}" + SUFFIX + "(?:\\s(?:of|de|del|di))?\\s)";

  private NamedDate() {}

  /** The text without the date, in lower case and without accents; as it is if there is none. */
  static String without(String text, Optional<LocalDate> date) {
    return date.map(day -> without(ContentWords.folded(text), day)).orElse(text);
  }

  private static String without(String folded, LocalDate date) {
    return folded.contains(Integer.toString(date.getYear()))
        ? pattern(date).matcher(folded).replaceAll(" ")
        : folded;
  }

  private static Pattern pattern(LocalDate date) {
    String year = Integer.toString(date.getYear());
    String day = "0?" + date.getDayOfMonth();
    String number = "0?" + date.getMonthValue();
    String month = "(?:" + MONTHS.get(date.getMonthValue() - 1) + ")\\p{L}*\\.?";
    return Pattern.compile(
        "(?<![\\p{L}\\p{Nd}])(?:"
            + String.join(
                "|",
                date.toString(),
                day + "[./-]" + number + "[./-]" + year,
                number + "[./-]" + day + "[./-]" + year,
                day + SUFFIX + OF + month + ",?" + OF + year,
                month + "\\s+" + day + SUFFIX + ",?\\s+" + year,
                NO_OTHER_DAY + month + OF + year)
            + ")(?![\\p{L}\\p{Nd}])");
  }
}
