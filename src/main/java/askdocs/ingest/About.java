package askdocs.ingest;

import askdocs.knowledge.AttributeValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a document says of itself as a whole.
 *
 * @param title its own title, where it names one; {@value #LONGEST_TITLE} code units at most
 * @param language the language it is written in, as far as it says so or it was detected
 * @param attributes its author and its dates for example, for searches to filter by; what its
 *     sidecar says comes before it
 */
public record About(
    Optional<String> title, Optional<Locale> language, Map<String, AttributeValue> attributes) {
  /** Each passage carries the title, and what is embedded begins with it. */
  static final int LONGEST_TITLE = 500;

  public About {
    title = title.map(words -> Shortened.to(words, LONGEST_TITLE));
    attributes = Map.copyOf(attributes);
  }
}
