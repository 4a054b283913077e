package askdocs.access;

import askdocs.ask.Citation;
import askdocs.ask.Hit;
import askdocs.ask.Retriever.Candidates;
import askdocs.knowledge.Passage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Holds what a caller is shown and told against what it may see at that moment. */
final class Sight {
  private final Library library;
  private final Supplier<Set<String>> groups;

  /**
   * @param groups those of the caller that is served now
   */
  Sight(Library library, Supplier<Set<String>> groups) {
    this.library = library;
    this.groups = groups;
  }

  void told(String what, String text) {
    Library.secretsIn(text).stream()
        .filter(secret -> !library.tells(secret, groups.get()))
        .findFirst()
        .ifPresent(secret -> {
          throw new Violation(
              what + " tells " + groups.get() + " what they may not see now: " + secret);
        });
  }

  void shown(String what, List<Hit> hits) {
    hits.forEach(hit -> shown(what, hit.passage(), hit.score()));
  }

  void cited(String what, List<Citation> citations) {
    citations.stream()
        .flatMap(citation -> citation.sources().stream())
        .forEach(source -> {
          shown(what, source.passage(), source.score());
          told(what, source.quote());
        });
  }

  private void shown(String what, Passage passage, OptionalDouble score) {
    if (!library.shows(Library.version(passage), groups.get())) {
      throw new Violation(
          what + " shows " + groups.get() + " what they may not see now: " + passage.id());
    }
    if (score.isEmpty() || score.getAsDouble() < 0 || score.getAsDouble() > 1) {
      throw new Violation(what + " has a score outside of 0 to 1: " + score);
    }
  }

  /** All that a search hands over: what is not for the caller must not even be counted. */
  void counted(Candidates candidates) {
    Stream.concat(candidates.byMeaning().stream(), candidates.byWords().stream())
        .filter(one -> !library.passage(one.id()).access().permits(groups.get()))
        .findFirst()
        .ifPresent(one -> {
          throw new Violation("A search counted what is not for " + groups.get() + ": " + one);
        });
  }
}
