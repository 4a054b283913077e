package askdocs.simulation;

import askdocs.ask.LiveDocuments.Live;
import askdocs.ingest.Bucket;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.Hint;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.ingest.StoredObject;
import askdocs.knowledge.PassageId;
import askdocs.simulation.StoredObjects.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bucket, queue, table and index in memory, and the honest ports to them. */
final class World {
  final Schedule schedule;
  final List<String> keys;
  final Upstream upstream;
  final StoredObjects bucket;
  final Messages messages;
  final Index index;
  final Rows rows;
  final Invariants invariants;
  final Ports ports = new Ports();
  final ThreadLocal<Run> run = new ThreadLocal<>();
  private final boolean losesEvents;
  private final Map<String, Integer> tallies = new TreeMap<>();

  World(Schedule schedule) {
    this.schedule = schedule;
    this.keys = List.of("a", "b", "c").subList(0, schedule.oneOf(List.of(1, 1, 2, 3)));
    this.upstream = new Upstream(schedule, this::tally);
    this.bucket = new StoredObjects(schedule, keys, schedule.chance(2));
    this.messages = new Messages(schedule);
    this.index = new Index(schedule);
    this.invariants = new Invariants(this);
    this.rows =
        new Rows(
            schedule,
            (write, before, after) -> invariants.written(run.get(), write, before, after));
    this.losesEvents = schedule.chance(8);
    connect();
  }

  void tally(String what) {
    tallies.merge(what, 1, Integer::sum);
  }

  /** What happened how often. */
  Map<String, Integer> tallies() {
    return tallies;
  }

  /** Whether some changes of the bucket tell nobody. */
  boolean losesEvents() {
    return losesEvents;
  }

  /** The fingerprint of what the bucket holds now. */
  static Optional<Fingerprint> fingerprint(State state) {
    return state
        .object()
        .map(version ->
            new Fingerprint(
                version.content().etag(), version.id(), state.sidecar(), Ports.PIPELINE));
  }

  private void connect() {
    ports.rows = key -> upstream.call("read row", () -> rows.find(key).map(Rows.Row::row));
    ports.claiming =
        key ->
            upstream.write(
                "claim " + key,
                () -> {
                  invariants.claiming(run.get());
                  return rows.claim(key);
                });
    ports.bucket = this::look;
    ports.sidecars = (key, etag) -> upstream.call("get sidecar", () -> sidecar(key, etag));
    ports.download = object -> upstream.call("get object", () -> fetch(object)).map(Fetched::new);
    ports.known =
        (key, generation, texts) ->
            upstream.call("known", () -> index.vectors(key, generation, texts));
    ports.embedder =
        texts ->
            upstream.call(
                "embed",
                () -> {
                  run.get().embedded += texts.size();
                  return texts.stream().map(Index::vectorOf).toList();
                });
    ports.writer = this::write;
    ports.settling =
        (read, generation) ->
            upstream.write("settle " + generation, () -> rows.settle(read, generation));
    ports.committing =
        (claimed, conclusion) ->
            upstream.write(
                "commit " + claimed.claim() + " " + conclusion,
                () -> rows.commit(claimed, conclusion, row -> row.settled() == claimed.settled()));
    ports.removal =
        generations -> {
          if (!generations.searchable()) {
            upstream.call(
                "refresh",
                () -> {
                  index.refresh();
                  return true;
                });
          }
          upstream.bulk(
              "remove " + generations,
              () -> remove(index.matching(generations)),
              () -> remove(some(index.matching(generations))));
        };
    ports.retriever =
        (wanted, _) -> {
          schedule.point();
          invariants.searched();
          var found = index.candidates(wanted);
          if (schedule.chance(3)) {
            schedule.dawdle();
          }
          schedule.note(() -> "found " + found.byMeaning().stream().map(one -> one.id()).toList());
          return found;
        };
    ports.passages =
        (_, _, wanted, _) -> {
          schedule.point();
          return index.read(wanted);
        };
    ports.live =
        (_, wanted, _) -> {
          schedule.point();
          Map<String, Live> live = new HashMap<>();
          for (String key : wanted) {
            rows.find(key)
                .filter(row -> row.row().live().isPresent())
                .ifPresent(
                    row -> live.put(key, new Live(row.row().live().getAsLong(), row.access())));
          }
          schedule.note(() -> "live " + live);
          return live;
        };
  }

  private Bucket.View look(String key) {
    Optional<StoredObject> object =
        upstream.call(
            "head " + key,
            () -> {
              run.get().objectSeen = bucket.now(key);
              return bucket.head(key);
            });
    Optional<String> sidecar =
        upstream.call(
            "head sidecar",
            () -> {
              run.get().sidecarSeen = bucket.now(key);
              return bucket.now(key).sidecar();
            });
    return new Bucket.View(object, sidecar);
  }

  private Optional<Reading> sidecar(String key, String etag) {
    return bucket
        .now(key)
        .sidecar()
        .filter(etag::equals)
        .map(same -> Optional.ofNullable(Content.SIDECARS.get(same)).orElseThrow());
  }

  private Optional<Content> fetch(StoredObject object) {
    run.get().fetched = bucket.now(object.uri().key());
    return bucket.getIfMatch(object);
  }

  /** Writes all; with a document's last, waits until a search can find them. */
  private void write(List<Embedded> passages, boolean last) {
    upstream.bulk("write", () -> index.put(passages), () -> index.put(some(passages)));
    if (!last) {
      return;
    }
    upstream.call(
        "wait for refresh",
        () -> {
          index.refresh();
          return true;
        });
  }

  void remove(List<PassageId> ids) {
    index.remove(ids);
    schedule.note(() -> "removed " + ids);
    invariants.removed();
  }

  <T> List<T> some(List<T> all) {
    return all.stream().filter(_ -> schedule.chance(2)).toList();
  }

  /** One change of the bucket, and its events: now or later, once or more often. */
  void change(String key) {
    schedule.point();
    bucket.change(key);
    if (losesEvents && schedule.chance(3)) {
      return;
    }
    int duplicates = schedule.random().nextInt(1, 4);
    for (int sent = 0; sent < duplicates; sent++) {
      schedule.point();
      messages.send(new Hint(key, schedule.chance(12)));
    }
  }

  /** Moves on with each point. */
  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(schedule.now());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** A fetched file, which lies nowhere. */
  record Fetched(Content content) implements askdocs.ingest.Download.Fetched {
    @Override
    public Path file() {
      return content.file();
    }

    @Override
    public void close() {}
  }
}
