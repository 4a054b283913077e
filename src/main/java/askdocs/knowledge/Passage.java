package askdocs.knowledge;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a document that can be found, prompted and cited.
 *
 * @param id which passage of which version
 * @param uri its document
 * @param version the object's version id, or its entity tag where the bucket keeps no versions
 * @param title the document's title, never blank
 * @param text exactly the characters of the extracted text at {@code location}; what is quoted
 * @param tableHeader the header row of the table that the text goes on with; empty for all else
 * @param location where it stands
 * @param access who may read it
 * @param date the day that its document is from, in UTC, where that is known
 */
public record Passage(
    PassageId id,
    DocumentUri uri,
    String version,
    String title,
    String text,
    String tableHeader,
    Location location,
    Access access,
    Optional<LocalDate> date) {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  public Passage {
    if (title.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("A passage needs a title and a text");
    }
    if (location.end() - location.start() != text.length()) {
      throw new IllegalArgumentException("A passage's text fills its location");
    }
  }

  /** A passage of a document whose date is not known. */
  public Passage(
      PassageId id,
      DocumentUri uri,
      String version,
      String title,
      String text,
      String tableHeader,
      Location location,
      Access access) {
    this(id, uri, version, title, text, tableHeader, location, access, Optional.empty());
  }

  /**
   * What surrounds the text: its title, headings and table header, a line each. It is embedded,
   * searched and prompted, and never quoted.
   */
  public String context() {
    return Stream.of(title, location.heading().orElse(""), tableHeader)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  /**
   * The same for all passages that say the same in the same words, in copies of a document or in
   * another format of it: the headings, the table's header and the text are alike but for case,
   * accents, punctuation and white space. A number or a word that differs parts them, since the
   * difference may be what is asked for.
   */
  public String words() {
    return Stream.of(location.heading().orElse(""), tableHeader, text)
        .map(Passage::bare)
        .collect(Collectors.joining("\n"));
  }

  private static String bare(String text) {
    String letters = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return BETWEEN_WORDS.matcher(letters).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /** What is embedded: the context, and the text below it. */
  public String textInContext() {
    return context() + "\n\n" + text;
  }
}
