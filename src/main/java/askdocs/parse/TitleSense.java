package askdocs.parse;

import java.util.regex.Pattern;

/** Tells a title in a document's properties from what programs leave there by themselves. */
final class TitleSense {
  private static final Pattern NOISE =
      Pattern.compile(
          "(?i)(microsoft (word|powerpoint|excel)\\b.*|untitled.*|sin"
              + " t[ií]tulo.*|document\\d*|documento\\d*|presentation\\d*|powerpoint"
              + " presentation|presentaci[oó]n de"
              + " powerpoint|(sheet|hoja|tabelle|feuil)\\s*\\d*|title|t[ií]tulo|no"
              + " title|print|unknown"
              + "|.*\\.(docx?|pdf|tex|dvi|indd|rtf|odt|xlsx?|pptx?|qxd|pmd|fm|html?|cdr|ai|eps|ps|exe)"
              + "|[\\W\\d_]*)");

  private TitleSense() {}

  static boolean isTitle(String text) {
    return text.length() <= 500 && !NOISE.matcher(text.strip()).matches();
  }
}
