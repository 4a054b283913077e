package askdocs.access;

import askdocs.ask.Hit;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Documents that change: rows that say what is live, and an index that lags behind them.
 *
 * <p>Every text has a secret, which stands in no text of another document, nor in an earlier or
 * later one of the same.
 */
final class Library {
  static final List<String> GROUPS = List.of("finance", "hr", "board");
  static final int TOPICS = 5;
  static final int KEYS = 16;
  private static final Pattern SECRET = Pattern.compile("S\\d+S");

  /** What is stored of a sidecar that took the place of another one; a fault may replace it. */
  BinaryOperator<Access> changedSidecar = (_, now) -> now;

  private final Random random;
  private final NavigableMap<String, Row> rows = new TreeMap<>();
  private final List<Passage> index = new ArrayList<>();
  private final Map<String, String> keysOfSecrets = new HashMap<>();
  private long generations = 1;

  Library(Random random) {
    this.random = random;
    for (int key = 0; key < KEYS; key++) {
      overwrite();
    }
  }

  /** Changes one document, in one of the ways in which documents change. */
  void change() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> overwrite();
      case 4, 5, 6 -> changeSidecar();
      case 7 -> conclude(anyKey(), DocumentStatus.NOT_FOUND, Access.CLOSED);
      case 8 -> conclude(anyKey(), DocumentStatus.FAILED, anyAccess());
      case 9 -> rows.computeIfPresent(anyKey(), (_, row) -> row.claim());
      // The row is closed or opened first, and the index follows with the next version.
      case 10 -> rows.computeIfPresent(anyKey(), (_, row) -> row.opened(anyAccess()));
      default -> sweep();
    }
  }

  private void overwrite() {
    String key = anyKey();
    String secret = "S" + generations + "S";
    keysOfSecrets.put(secret, key);
    Access access = anyAccess();
    write(
        key,
        "Topic%d holds %s. It is one of many.".formatted(random.nextInt(TOPICS), secret),
        access,
        access);
  }

  /** The same text, for others: to groups and back, to nobody, or to all when it is deleted. */
  private void changeSidecar() {
    String key = anyKey();
    Optional.ofNullable(rows.get(key))
        .filter(Row::isLive)
        .ifPresent(row -> {
          Access now = random.nextInt(4) == 0 ? Access.CLOSED : anyAccess();
          write(key, row.text(), now, changedSidecar.apply(row.stored(), now));
        });
  }

  private void write(String key, String text, Access access, Access stored) {
    long generation = generations++;
    index.add(
        new Passage(
            new PassageId(key, generation, 0),
            new DocumentUri("documents", key),
            "v" + generation,
            key,
            text,
            "",
            new Location(0, text.length(), OptionalInt.empty(), Optional.empty()),
            stored));
    // One in eight is written to the index and never comes to be live.
    if (random.nextInt(8) > 0) {
      rows.put(key, new Row(generation, text, access, stored, DocumentStatus.INDEXED, false));
    } else {
      rows.computeIfPresent(key, (_, row) -> row.claim());
    }
  }

  private void conclude(String key, DocumentStatus status, Access access) {
    rows.computeIfPresent(key, (_, _) -> new Row(generations++, "", access, access, status, false));
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
        .filter(Row::isLive)
        .filter(row -> row.generation() == version.generation())
        .isPresent();
  }

  /** Whether members of these groups may be shown this version now. */
  boolean shows(DocumentVersion version, Set<String> groups) {
    return isLive(version) && rows.get(version.key()).access().permits(groups);
  }

  /** Whether members of these groups may be told this secret now. */
  boolean tells(String secret, Set<String> groups) {
    return Optional.ofNullable(rows.get(keysOfSecrets.getOrDefault(secret, "")))
        .filter(row -> row.text().contains(secret) && row.access().permits(groups))
        .isPresent();
  }

  /** The documents that members of these groups may know of now. */
  NavigableMap<String, Row> listedFor(Set<String> groups) {
    NavigableMap<String, Row> listed = new TreeMap<>(rows);
    listed.values().removeIf(row -> !row.isListedFor(groups));
    return listed;
  }

  static DocumentVersion version(Passage passage) {
    return new DocumentVersion(passage.id().key(), passage.id().generation());
  }

  static List<String> secretsIn(String text) {
    return SECRET.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  Map<String, Live> live(Set<String> keys) {
    return rows.entrySet().stream()
        .filter(one -> keys.contains(one.getKey()) && one.getValue().isLive())
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().live()));
  }

  /** All that is known of documents now. */
  NavigableMap<String, Row> rows() {
    return Collections.unmodifiableNavigableMap(rows);
  }

  /** Passages about the topics that the question names; the newest are nearest. */
  Candidates candidates(Wanted wanted) {
    List<Scored> found =
        index.stream()
            .filter(passage ->
                !Collections.disjoint(passage.access().principals(), wanted.principals()))
            .filter(passage -> !wanted.excluded().contains(version(passage)))
            .filter(passage -> wanted.question().text().contains(passage.text().substring(0, 6)))
            .map(passage -> new Scored(passage.id(), passage.words(), score(passage.id())))
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .limit(wanted.count())
            .toList();
    return new Candidates(found, found);
  }

  private static double score(PassageId id) {
    return 1 - 1.0 / (1 + id.generation());
  }

  /** A passage that can be found. */
  Passage passage(PassageId id) {
    return index.stream().filter(passage -> passage.id().equals(id)).findFirst().orElseThrow();
  }

  Map<PassageId, Hit> read(Set<PassageId> ids) {
    return index.stream()
        .filter(passage -> ids.contains(passage.id()))
        .collect(Collectors.toMap(Passage::id, passage -> new Hit(passage, score(passage.id()))));
  }
}
