package askdocs.simulation;

import askdocs.ingest.Conclusion;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.Source;
import askdocs.ingest.Verdict;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The state rows and their conditional writes, as {@code askdocs.aws.DocumentStates} has them. */
final class Rows {
  /**
   * A row.
   *
   * @param access who may read what is live
   * @param passages how many passages are live
   * @param claimedAt the step of the last claim
   */
  record Row(DocumentRow row, Access access, int passages, long claimedAt) {}

  /** The ways to write a row. */
  enum Write {
    CLAIM,
    SETTLE,
    COMMIT
  }

  /** Hears of each row that is written. */
  @FunctionalInterface
  interface Watch {
    void written(Write write, Optional<Row> before, Row after);
  }

  private final Schedule schedule;
  private final Watch watch;
  private final Map<String, Row> rows = new TreeMap<>();

  Rows(Schedule schedule, Watch watch) {
    this.schedule = schedule;
    this.watch = watch;
  }

  Optional<Row> find(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  Map<String, Row> all() {
    return rows;
  }

  DocumentRow claim(String key) {
    DocumentRow before =
        find(key)
            .map(Row::row)
            .orElseGet(() ->
                new DocumentRow(
                    key,
                    schedule.now(),
                    schedule.now(),
                    OptionalLong.empty(),
                    DocumentStatus.PENDING,
                    Optional.empty()));
    Row claimed =
        new Row(
            new DocumentRow(
                key,
                before.claim() + 1,
                before.settled(),
                before.live(),
                before.status(),
                before.fingerprint()),
            find(key).map(Row::access).orElse(Access.CLOSED),
            find(key).map(Row::passages).orElse(0),
            schedule.now());
    write(Write.CLAIM, claimed);
    return claimed.row();
  }

  Verdict settle(DocumentRow read, long generation) {
    return settle(read.key(), generation, row -> row.settled() == read.settled());
  }

  Verdict settle(String key, long generation, Predicate<DocumentRow> condition) {
    Row now = find(key).orElseThrow();
    if (!condition.test(now.row())) {
      return new Verdict.Refused(now.row());
    }
    DocumentRow row = now.row();
    write(
        Write.SETTLE,
        new Row(
            new DocumentRow(
                key, row.claim(), generation, row.live(), row.status(), row.fingerprint()),
            now.access(),
            now.passages(),
            now.claimedAt()));
    return new Verdict.Accepted();
  }

  Verdict commit(DocumentRow claimed, Conclusion conclusion, Predicate<DocumentRow> condition) {
    long generation = claimed.claim();
    Row now = find(claimed.key()).orElseThrow();
    if (!condition.test(now.row())) {
      return new Verdict.Refused(now.row());
    }
    write(
        Write.COMMIT,
        switch (conclusion) {
          case Conclusion.Indexed indexed ->
              concluded(
                  now,
                  generation,
                  OptionalLong.of(generation),
                  DocumentStatus.INDEXED,
                  Optional.of(indexed.source()),
                  indexed.passages());
          case Conclusion.Failed failed ->
              concluded(
                  now,
                  generation,
                  OptionalLong.empty(),
                  DocumentStatus.FAILED,
                  Optional.of(failed.source()),
                  0);
          case Conclusion.Ignored ignored ->
              concluded(
                  now,
                  generation,
                  OptionalLong.empty(),
                  DocumentStatus.IGNORED,
                  Optional.of(ignored.source()),
                  0);
          case Conclusion.Missing _ ->
              concluded(
                  now,
                  generation,
                  OptionalLong.empty(),
                  DocumentStatus.NOT_FOUND,
                  Optional.empty(),
                  0);
        });
    return new Verdict.Accepted();
  }

  /** Forgets a row and starts another from zero, as nothing but a fault does. */
  void startAnew(String key) {
    rows.put(
        key,
        new Row(
            new DocumentRow(
                key, 0, 0, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty()),
            Access.CLOSED,
            0,
            schedule.now()));
  }

  private static Row concluded(
      Row now,
      long generation,
      OptionalLong live,
      DocumentStatus status,
      Optional<Source> source,
      int passages) {
    Optional<Fingerprint> fingerprint = source.map(Source::fingerprint);
    return new Row(
        new DocumentRow(now.row().key(), now.row().claim(), generation, live, status, fingerprint),
        source.map(Source::access).orElse(Access.CLOSED),
        passages,
        now.claimedAt());
  }

  private void write(Write write, Row row) {
    Optional<Row> before = find(row.row().key());
    rows.put(row.row().key(), row);
    watch.written(write, before, row);
  }
}
