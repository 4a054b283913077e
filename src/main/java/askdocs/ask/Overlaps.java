package askdocs.ask;

import askdocs.ask.Retriever.DocumentVersion;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Puts passages that overlap in their document back together, so that no sentence is read twice and
 * what runs on is read in one piece.
 */
final class Overlaps {
  /** The longest that passages are joined to, in UTF-16 code units. */
  static final int LONGEST = 6_000;

  private Overlaps() {}

  /** The hits, those that overlap as one, in the place of the better. */
  static List<Hit> joined(List<Hit> hits) {
    List<Hit> joined = new ArrayList<>();
    for (Hit hit : hits) {
      Hit whole = hit;
      int place = joined.size();
      for (int at = joined.size() - 1; at >= 0; at--) {
        if (overlap(joined.get(at).passage(), whole.passage())) {
          whole = union(joined.remove(at), whole);
          place = at;
        }
      }
      joined.add(place, whole);
    }
    return List.copyOf(joined);
  }

  private static boolean overlap(Passage one, Passage other) {
    Location here = one.location();
    Location there = other.location();
    return DocumentVersion.of(one).equals(DocumentVersion.of(other))
        && here.heading().equals(there.heading())
        && here.page().equals(there.page())
        && here.start() < there.end()
        && there.start() < here.end()
        && Math.max(here.end(), there.end()) - Math.min(here.start(), there.start()) <= LONGEST;
  }

  private static Hit union(Hit one, Hit other) {
    boolean inOrder = one.passage().location().start() <= other.passage().location().start();
    Passage first = (inOrder ? one : other).passage();
    Passage second = (inOrder ? other : one).passage();
    int known = first.location().end() - second.location().start();
    String text =
        known >= second.text().length()
            ? first.text()
            : first.text() + second.text().substring(known);
    Location location = first.location();
    return new Hit(
        new Passage(
            first.id(),
            first.uri(),
            first.version(),
            first.title(),
            text,
            first.tableHeader(),
            new Location(
                location.start(),
                location.start() + text.length(),
                location.page(),
                location.heading()),
            first.access(),
            first.date()),
        better(one.score(), other.score()));
  }

  private static OptionalDouble better(OptionalDouble one, OptionalDouble other) {
    return Stream.of(one, other).flatMapToDouble(OptionalDouble::stream).max();
  }
}
