package askdocs.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.langdetect.optimaize.OptimaizeLangDetector;
import org.apache.tika.language.detect.LanguageResult;

/** Tells the language of a text from its sequences of letters. */
final class LanguageSense {
  /** Fewer letters say too little: "¿Qué es ETL?" might be French. */
  private static final int FEWEST_LETTERS = 50;

  /** How many characters are enough. */
  static final int ENOUGH = 5_000;

  /** The languages of Europe and the largest of the world; each takes time and memory to know. */
  private static final Set<String> LANGUAGES =
      Set.of(
          "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "gl", "he",
          "hi", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk",
          "sl", "sv", "tr", "uk", "vi", "zh-CN", "zh-TW");

  /** Loaded when it is first asked, which takes some tenths of a second. */
  private static final class Loaded {
    static final OptimaizeLangDetector DETECTOR = detector();
  }

  private LanguageSense() {}

  /** The language of most of the text, where that is reasonably certain. */
  static Optional<Locale> of(String text) {
    if (text.codePoints().filter(Character::isLetter).limit(FEWEST_LETTERS).count()
        < FEWEST_LETTERS) {
      return Optional.empty();
    }
    synchronized (Loaded.DETECTOR) {
      Loaded.DETECTOR.reset();
      Loaded.DETECTOR.addText(text);
      LanguageResult result = Loaded.DETECTOR.detect();
      return Optional.of(result)
          .filter(LanguageResult::isReasonablyCertain)
          .map(one -> Locale.of(Locale.forLanguageTag(one.getLanguage()).getLanguage()));
    }
  }

  private static OptimaizeLangDetector detector() {
    OptimaizeLangDetector detector = new OptimaizeLangDetector();
    try {
      detector.loadModels(LANGUAGES);
    } catch (IOException e) {
      throw new UncheckedIOException("The profiles of the languages are not on the class path", e);
    }
    return detector;
  }
}
