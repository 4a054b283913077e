package askdocs.simulation;

import askdocs.ask.Hit;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
import askdocs.simulation.Rows.Row;
import askdocs.simulation.StoredObjects.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What holds in every schedule; told of all that happens. */
final class Invariants {
  /** A search that was made so often may give up: see {@code Searching}. */
  private static final int MOST_SEARCHES = 10;

  /** A generation that readers could see, from one step to another. */
  private record Span(String key, long generation, Access access, long from, long to) {
    boolean touches(long start, long end) {
      return from <= end && to >= start;
    }
  }

  private record Generation(String key, long number) {}

  /** How far the bucket had changed when a conclusion's run looked at it. */
  private record Looked(int object, int sidecar) {}

  private final World world;
  private final Set<Generation> claimed = new HashSet<>();
  private final Map<String, List<Span>> spans = new HashMap<>();
  private final Map<String, Looked> looked = new HashMap<>();
  private final List<Run> running = new ArrayList<>();
  private final ThreadLocal<Integer> searches = ThreadLocal.withInitial(() -> 0);
  private final Set<String> abandoned = new HashSet<>();

  Invariants(World world) {
    this.world = world;
  }

  void began(Run run) {
    running.add(run);
    world.run.set(run);
  }

  /** A duplicate of what was concluded embeds nothing. */
  void ended(Run run) {
    running.remove(run);
    world.run.remove();
    if (run.knownAtClaim.filter(state -> state == world.bucket.now(run.hint.key())).isPresent()) {
      Violation.unless(run.embedded == 0, "A duplicate was embedded: " + run.hint);
    }
  }

  /** A run died, and its message had been deleted by another receiver: nobody comes after it. */
  void abandoned(Run run) {
    abandoned.add(run.hint.key());
  }

  void claiming(Run run) {
    State now = world.bucket.now(run.hint.key());
    Optional<Row> row = world.rows.find(run.hint.key());
    // What goes on with a hand-over embeds before it ever claims.
    if (run.claims.isEmpty() && run.embedded == 0 && !run.hint.force()) {
      run.knownAtClaim =
          row.filter(known -> known.row().status() != DocumentStatus.PENDING)
              .filter(known -> known.row().fingerprint().equals(World.fingerprint(now)))
              .map(_ -> now);
    }
  }

  /** Generations never repeat; conclusions and views of the bucket only go forward. */
  void written(Run run, Rows.Write write, Optional<Row> before, Row after) {
    String key = after.row().key();
    switch (write) {
      case CLAIM -> {
        run.claims.add(after.row().claim());
        Violation.unless(
            claimed.add(new Generation(key, after.row().claim())),
            "A generation was given twice: " + after);
      }
      case SETTLE -> settled(before.orElseThrow(), after);
      case COMMIT -> {
        settled(before.orElseThrow(), after);
        if (!before.get().row().fingerprint().equals(after.row().fingerprint())) {
          running.stream()
              .filter(other -> other.hint.key().equals(key))
              .forEach(other -> other.knownAtClaim = Optional.empty());
        }
        newer(run, key, after);
        live(run, key, after);
      }
    }
  }

  private static void settled(Row before, Row after) {
    Violation.unless(
        before.row().settled() < after.row().settled(),
        "A later conclusion was overwritten: " + after);
  }

  private void newer(Run run, String key, Row after) {
    Looked now = new Looked(run.objectSeen.changes(), run.sidecarSeen.sidecarChanges());
    Looked last = looked.getOrDefault(key, new Looked(0, 0));
    Violation.unless(
        now.object() >= last.object() && now.sidecar() >= last.sidecar(),
        "An older view was committed: " + after + ", seen " + now + " after " + last);
    looked.put(key, now);
  }

  private void live(Run run, String key, Row after) {
    List<Span> spans = this.spans.computeIfAbsent(key, _ -> new ArrayList<>());
    long now = world.schedule.now();
    OptionalLong live = after.row().live();
    if (!spans.isEmpty() && spans.getLast().to() == Long.MAX_VALUE) {
      Span last = spans.removeLast();
      spans.add(new Span(key, last.generation(), last.access(), last.from(), now));
    }
    if (live.isPresent()) {
      Violation.unless(
          spans.isEmpty() || spans.getLast().generation() < live.getAsLong(),
          "A generation came back: " + after);
      spans.add(new Span(key, live.getAsLong(), after.access(), now, Long.MAX_VALUE));
      wasSo(run, key, after);
      complete(key, after);
    }
  }

  /** Text and access that became live belonged together in the bucket at a moment of the run. */
  private void wasSo(Run run, String key, Row after) {
    Violation.unless(
        run.objectSeen.object().equals(run.fetched.object()),
        "Another version was fetched: " + after);
    if (run.objectSeen.changes() != run.fetched.changes()) {
      // A version that went away and came back in between cannot be told from one that stayed.
      return;
    }
    Violation.unless(
        world.bucket.history(key).stream()
            .filter(state -> state.object().equals(run.objectSeen.object()))
            .anyMatch(state ->
                World.fingerprint(state).equals(after.row().fingerprint())
                    && state
                        .object()
                        .orElseThrow()
                        .content()
                        .live(state.sidecar())
                        .equals(Optional.of(after.access()))),
        "The bucket never held this: " + after);
  }

  void removed() {
    world
        .rows
        .all()
        .forEach((key, row) -> {
          if (row.row().live().isPresent()) {
            complete(key, row);
          }
        });
  }

  /** A search can find the whole of what is live, and nothing that is not in the object. */
  private void complete(String key, Row row) {
    Content content = Content.of(row.row().fingerprint().orElseThrow().etag());
    List<Embedded> passages = world.index.found(key, row.row().live().getAsLong());
    Violation.unless(
        passages.stream().map(one -> one.passage().text()).toList().equals(content.chunks()),
        "Not the whole of what is live can be found: " + row + ", " + passages);
    Violation.unless(
        passages.stream()
            .allMatch(one ->
                one.passage().access().equals(row.access())
                    && one.embedding().equals(Index.vectorOf(one.passage().textInContext()))),
        "A passage with another access, or a wrong vector: " + passages);
  }

  void reading() {
    searches.set(0);
  }

  void searched() {
    searches.set(searches.get() + 1);
  }

  int searches() {
    return searches.get();
  }

  /** How often reads had to search, for what the schedules cover. */
  private void tally() {
    world.tally(
        searches() >= MOST_SEARCHES
            ? "reads that gave up"
            : "reads of " + searches() + " searches");
  }

  /** What a read returned, by the spans of what was live while it went on. */
  void read(Set<String> groups, String word, List<Hit> hits, long start, long end) {
    tally();
    Map<String, Long> generations = new HashMap<>();
    for (Hit hit : hits) {
      String key = hit.passage().id().key();
      long generation = hit.passage().id().generation();
      Violation.unless(
          spans.getOrDefault(key, List.of()).stream()
              .filter(span -> span.generation() == generation)
              .filter(span -> span.access().permits(groups))
              .anyMatch(span -> span.touches(start, end)),
          "A passage was read that was not live, or not for the reader: "
              + groups
              + ", "
              + hit.passage());
      Violation.unless(
          Optional.ofNullable(generations.put(key, generation))
              .map(other -> other == generation)
              .orElse(true),
          "Two versions of a document were read together: " + hits);
    }
    for (String key : world.keys) {
      if (word.equals(Content.wordOf(key)) && throughout(key, groups, start, end)) {
        Violation.unless(
            searches() >= MOST_SEARCHES
                || hits.stream().anyMatch(hit -> hit.passage().text().contains(word)),
            "A document that was live throughout was missed: " + key + " in " + hits);
      }
    }
  }

  private boolean throughout(String key, Set<String> groups, long start, long end) {
    long from = start;
    for (Span span : spans.getOrDefault(key, List.of())) {
      if (span.from() <= from && span.to() >= from && span.access().permits(groups)) {
        if (span.to() > end) {
          return true;
        }
        from = span.to();
      }
    }
    return false;
  }

  /** A listing does not tell a version from another of the same content. */
  private boolean alike(Optional<Fingerprint> said, Optional<Fingerprint> held) {
    return world.losesEvents()
        ? said.map(Invariants::unversioned).equals(held.map(Invariants::unversioned))
        : said.equals(held);
  }

  private static Fingerprint unversioned(Fingerprint fingerprint) {
    return new Fingerprint(
        fingerprint.etag(), Optional.empty(), fingerprint.sidecar(), fingerprint.pipeline());
  }

  /**
   * Index and rows are what the bucket holds.
   *
   * @param swept whether leftovers of abandoned runs must be gone too
   */
  void converged(boolean swept) {
    for (String key : world.keys) {
      State now = world.bucket.now(key);
      Optional<Row> row = world.rows.find(key);
      Optional<Access> access =
          now.object().flatMap(version -> version.content().live(now.sidecar()));
      if (row.isEmpty()) {
        Violation.unless(now.object().isEmpty(), "Never ingested: " + now);
        continue;
      }
      Violation.unless(
          alike(row.get().row().fingerprint(), World.fingerprint(now))
              && row.get().row().live().isPresent() == access.isPresent()
              && access.map(row.get().access()::equals).orElse(true),
          "The row is not what the bucket holds: " + row.get() + ", " + now);
      if (access.isPresent()) {
        complete(key, row.get());
      }
      OptionalLong live = row.get().row().live();
      Violation.unless(
          (abandoned.contains(key) && !swept)
              || world.index.all().stream()
                  .map(one -> one.passage().id())
                  .filter(id -> id.key().equals(key))
                  .allMatch(id -> live.isPresent() && id.generation() == live.getAsLong()),
          "Passages were left that are not live: " + row.get() + ", " + world.index.all());
    }
  }
}
