package askdocs.local.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured. */
enum Part {
  /** What questions find. */
  RETRIEVAL,
  /** Who is answered and who is told that the documents do not say; what that costs. */
  ABSTENTION,
  /** What attacks in documents change. */
  INJECTION,
  /** What answers cite, graded by the files themselves. */
  CITATIONS;

  /** Its name on the command line. */
  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Part> named(String name) {
    return Arrays.stream(values()).filter(part -> part.shown().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Part::shown).collect(Collectors.joining(", "));
  }
}
