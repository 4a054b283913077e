package askdocs.access;

import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Documents that change: rows that say what is live, and an index that lags behind them.
 *
 * <p>Every version of a document has a secret, which stands in it and in no other.
 */
final class Library {
  static final List<String> GROUPS = List.of("finance", "hr", "board");
  static final int TOPICS = 5;
  private static final int KEYS = 16;
  private static final Pattern SECRET = Pattern.compile("S\\d+S");

  private final Random random;
  private final Map<String, Live> rows = new HashMap<>();
  private final List<Passage> index = new ArrayList<>();
  private final Map<String, DocumentVersion> secrets = new HashMap<>();
  private long generations = 1;

  Library(Random random) {
    this.random = random;
    for (int key = 0; key < KEYS; key++) {
      overwrite();
    }
  }

  /** Changes one document, in one of the ways in which documents change. */
  void change() {
    switch (random.nextInt(5)) {
      case 0, 1 -> overwrite();
      case 2 -> rows.remove(anyKey());
      // The row is closed or opened first, and the index follows with the next version.
      case 3 ->
          rows.computeIfPresent(anyKey(), (_, live) -> new Live(live.generation(), anyAccess()));
      default -> sweep();
    }
  }

  private void overwrite() {
    String key = anyKey();
    DocumentVersion version = new DocumentVersion(key, generations++);
    Access access = anyAccess();
    String secret = "S" + version.generation() + "S";
    secrets.put(secret, version);
    String text = "Topic%d holds %s. It is one of many.".formatted(random.nextInt(TOPICS), secret);
    index.add(
        new Passage(
            new PassageId(key, version.generation(), 0),
            new DocumentUri("documents", key),
            "v" + version.generation(),
            key,
            text,
            "",
            new Location(0, text.length(), OptionalInt.empty(), Optional.empty()),
            access));
    // One in eight is written to the index and never comes to be live.
    if (random.nextInt(8) > 0) {
      rows.put(key, new Live(version.generation(), access));
    }
  }

  private void sweep() {
    index.removeIf(passage -> random.nextBoolean() && !isLive(version(passage)));
  }

  private String anyKey() {
    return "doc-" + random.nextInt(KEYS);
  }

  private Access anyAccess() {
    return random.nextInt(3) == 0
        ? Access.PUBLIC
        : Access.ofGroups(GROUPS.stream().filter(_ -> random.nextBoolean()).toList());
  }

  private boolean isLive(DocumentVersion version) {
    return Optional.ofNullable(rows.get(version.key()))
        .filter(live -> live.generation() == version.generation())
        .isPresent();
  }

  /** Whether members of these groups may be shown this version now. */
  boolean shows(DocumentVersion version, Set<String> groups) {
    return isLive(version) && rows.get(version.key()).access().permits(groups);
  }

  /** The versions whose secrets stand in a text. */
  Set<DocumentVersion> told(String text) {
    return SECRET
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(secrets::get)
        .collect(Collectors.toSet());
  }

  static DocumentVersion version(Passage passage) {
    return new DocumentVersion(passage.id().key(), passage.id().generation());
  }

  static List<String> secretsIn(String text) {
    return SECRET.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  Map<String, Live> live(Set<String> keys) {
    return keys.stream()
        .filter(rows::containsKey)
        .collect(Collectors.toMap(Function.identity(), rows::get));
  }

  Map<String, Live> allRows() {
    return Map.copyOf(rows);
  }

  /** Passages about the topics that the question names; the newest are nearest. */
  Candidates candidates(Wanted wanted) {
    List<Scored> found =
        index.stream()
            .filter(passage ->
                !Collections.disjoint(passage.access().principals(), wanted.principals()))
            .filter(passage -> !wanted.excluded().contains(version(passage)))
            .filter(passage -> wanted.question().text().contains(passage.text().substring(0, 6)))
            .map(passage -> new Scored(passage, 1 - 1.0 / (1 + passage.id().generation())))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .limit(wanted.count())
            .toList();
    return new Candidates(found, found);
  }
}
