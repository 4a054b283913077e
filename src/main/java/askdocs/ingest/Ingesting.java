package askdocs.ingest;

import askdocs.ingest.Conclusion.Failed;
import askdocs.ingest.Conclusion.Ignored;
import askdocs.ingest.Conclusion.Indexed;
import askdocs.ingest.Conclusion.Missing;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.Download.Fetched;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.Passages.Written;
import askdocs.ingest.Passages.Written.Part;
import askdocs.ingest.Passages.Written.Whole;
import askdocs.ingest.SidecarReader.Reading.Unusable;
import askdocs.ingest.SidecarReader.Reading.Usable;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.UpstreamException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object in the bucket to passages in one index.
 *
 * <p>However hints are repeated, delayed or shuffled, and wherever a run dies, the index comes to
 * hold what the bucket holds, and readers never see anything but one whole version:
 *
 * <ol>
 *   <li><b>claim</b>: add 1 to the key's counter; the result is this run's generation
 *   <li><b>look</b>, after the claim: so a run that claimed later never has an older view
 *   <li><b>same</b>: if the row already says so, settle and sweep
 *   <li><b>read, chunk, embed, write</b> under the own generation, which nobody sees yet
 *   <li><b>commit</b>: one conditional write makes it live, if nobody has concluded since the claim
 *   <li><b>sweep</b> what lies below the conclusion and is not live
 * </ol>
 */
public final class Ingesting {
  /** How often a run claims because object or row changed under its hands. */
  private static final int MAX_CLAIMS = 5;

  private final Claiming claiming;
  private final CurrentRow rows;
  private final Bucket bucket;
  private final SidecarReader sidecars;
  private final Download download;
  private final DocumentReader reader;
  private final Passages passages;
  private final Settling settling;
  private final Committing committing;
  private final PassageRemoval removal;
  private final String pipeline;
  private final Access defaultAccess;

  /**
   * @param pipeline the versions of reader and chunker, and the embedding model with its dimensions
   * @param defaultAccess who may read a document that does not say
   */
  public Ingesting(
      Claiming claiming,
      CurrentRow rows,
      Bucket bucket,
      SidecarReader sidecars,
      Download download,
      DocumentReader reader,
      Passages passages,
      Settling settling,
      Committing committing,
      PassageRemoval removal,
      String pipeline,
      Access defaultAccess) {
    this.claiming = claiming;
    this.rows = rows;
    this.bucket = bucket;
    this.sidecars = sidecars;
    this.download = download;
    this.reader = reader;
    this.passages = passages;
    this.settling = settling;
    this.committing = committing;
    this.removal = removal;
    this.pipeline = pipeline;
    this.defaultAccess = defaultAccess;
  }

  /**
   * A run.
   *
   * @param claimed the row as the claim left it
   * @param force whether to read even what seems unchanged
   * @param progress what is written already
   * @param givingUp why not to read the object at all, if not
   * @param deadline after which to hand over
   */
  private record Run(
      DocumentRow claimed,
      boolean force,
      Progress progress,
      Optional<String> givingUp,
      Deadline deadline) {}

  /**
   * Brings the index to what the bucket holds under the hint's key.
   *
   * @param deadline after which a long document is handed over; something is always done
   * @throws UpstreamException if a service failed; the same hint, given again, repairs what was
   *     left
   */
  public Ingested ingest(Hint hint, Deadline deadline) {
    return claimAndRun(hint, Optional.empty(), deadline);
  }

  /**
   * Concludes that the object cannot be read, without reading it, unless something else was
   * concluded of it already.
   *
   * @param reason a sentence for the document's owner
   * @throws UpstreamException as {@link #ingest} does
   */
  public Ingested giveUp(Hint hint, String reason, Deadline deadline) {
    return claimAndRun(hint, Optional.of(reason), deadline);
  }

  /**
   * Goes on where another run got short of time, while the bucket holds what that one worked on;
   * else begins anew.
   *
   * @throws UpstreamException as {@link #ingest} does; the same hand-over, given again, repairs
   *     what was left
   */
  public Ingested resume(HandOver handOver, Deadline deadline) {
    Optional<DocumentRow> row = rows.read(handOver.key());
    if (row.filter(handOver::hasConcluded).isPresent()) {
      removal.remove(Generations.superseded(row.get()));
      return new Ingested.Unchanged();
    }
    Bucket.View view = bucket.look(handOver.key());
    Optional<Fingerprint> fingerprint = Fingerprint.of(view, pipeline);
    if (row.filter(handOver::canConclude).isEmpty()
        || fingerprint.filter(handOver.fingerprint()::equals).isEmpty()) {
      // What was written is left to the sweep: the same hand-over may just be concluding elsewhere.
      return ingest(handOver.hint(), deadline);
    }
    Run run =
        new Run(
            handOver.claimed(), handOver.force(), handOver.progress(), Optional.empty(), deadline);
    return work(run, view).orElseGet(() -> ingest(handOver.hint(), deadline));
  }

  private Ingested claimAndRun(Hint hint, Optional<String> givingUp, Deadline deadline) {
    for (int claims = 0; claims < MAX_CLAIMS; claims++) {
      DocumentRow claimed = claiming.claim(hint.key());
      Optional<Ingested> ended =
          run(new Run(claimed, hint.force(), Progress.NONE, givingUp, deadline));
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    throw new UpstreamException(
        "The object or its row changed each time that it was read",
        UpstreamException.Kind.RETRYABLE);
  }

  /** All steps behind the claim; empty if what was looked at is no longer sure to be the newest. */
  private Optional<Ingested> run(Run run) {
    Bucket.View view = bucket.look(run.claimed().key());
    Optional<Fingerprint> fingerprint = Fingerprint.of(view, pipeline);
    if (!run.force() && run.claimed().concludes(fingerprint)) {
      return settle(run.claimed(), fingerprint);
    }
    return work(run, view);
  }

  private Optional<Ingested> work(Run run, Bucket.View view) {
    return conclude(run, view)
        .flatMap(written ->
            switch (written) {
              case Whole(Conclusion conclusion) -> commit(run.claimed(), conclusion, run.force());
              case Part(Progress progress) ->
                  Optional.of(
                      new Ingested.Unfinished(
                          HandOver.of(
                              run.claimed(),
                              Fingerprint.of(view, pipeline).orElseThrow(),
                              run.force(),
                              progress)));
            });
  }

  /** Step 3: nothing to do, if that is what the row says when it is settled. */
  private Optional<Ingested> settle(DocumentRow claimed, Optional<Fingerprint> fingerprint) {
    DocumentRow row = claimed;
    while (row.concludes(fingerprint)) {
      switch (settling.settle(row, claimed.claim())) {
        case Verdict.Accepted _ -> {
          sweep(claimed.key(), claimed.claim(), row.live());
          return Optional.of(new Ingested.Unchanged());
        }
        case Verdict.Refused(DocumentRow now) -> {
          if (now.settled() >= claimed.claim()) {
            // A later run has concluded, or our own settling went through unheard.
            removal.remove(Generations.superseded(now));
            return Optional.of(new Ingested.Unchanged());
          }
          row = now;
        }
      }
    }
    return Optional.empty();
  }

  /** Step 4: what the view comes to; empty if it changed under the hands. */
  private Optional<Written> conclude(Run run, Bucket.View view) {
    if (view.object().isEmpty()) {
      return Optional.of(new Whole(new Missing()));
    }
    StoredObject object = view.object().get();
    Fingerprint fingerprint = Fingerprint.of(view, pipeline).orElseThrow();
    if (view.sidecar().isEmpty()) {
      return read(run, source(object, fingerprint, Sidecar.NONE));
    }
    return sidecars
        .read(run.claimed().key(), view.sidecar().get())
        .flatMap(reading ->
            switch (reading) {
              case Usable(Sidecar sidecar) -> read(run, source(object, fingerprint, sidecar));
              case Unusable(String reason) ->
                  Optional.of(
                      new Whole(
                          new Failed(
                              new Source(object, fingerprint, Access.CLOSED, Map.of()), reason)));
            });
  }

  private Source source(StoredObject object, Fingerprint fingerprint, Sidecar sidecar) {
    return new Source(
        object, fingerprint, sidecar.access().orElse(defaultAccess), sidecar.attributes());
  }

  private Optional<Written> read(Run run, Source source) {
    if (run.givingUp().isPresent()) {
      return Optional.of(new Whole(new Failed(source, run.givingUp().get())));
    }
    Optional<Fetched> fetched = download.fetch(source.object());
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    try (Fetched file = fetched.get()) {
      return Optional.of(
          switch (reader.read(
              run.claimed().key(), source.object().contentType(), file.file(), run.deadline())) {
            case ReadOutcome.Read(ReadDocument document) -> index(run, source, document);
            case ReadOutcome.Failed(String reason) -> new Whole(new Failed(source, reason));
            case ReadOutcome.Ignored(String reason) -> new Whole(new Ignored(source, reason));
          });
    }
  }

  private Written index(Run run, Source source, ReadDocument document) {
    try (document) {
      return passages.index(run.claimed(), source, document, run.progress(), run.deadline());
    }
  }

  /**
   * Steps 5 and 6; empty if an earlier claim has concluded since, perhaps from a newer view, or if
   * a later one came before a repair, perhaps without reading anything.
   */
  private Optional<Ingested> commit(DocumentRow claimed, Conclusion conclusion, boolean force) {
    long generation = claimed.claim();
    switch (committing.commit(claimed, conclusion)) {
      case Verdict.Accepted _ when conclusion instanceof Indexed ->
          removal.remove(Generations.below(claimed.key(), generation));
      case Verdict.Accepted _ -> sweep(claimed.key(), generation, OptionalLong.empty());
      case Verdict.Refused(DocumentRow now) -> {
        boolean ours =
            now.settled() == generation
                || (now.live().isPresent() && now.live().getAsLong() == generation);
        if (!ours) {
          removal.remove(Generations.only(claimed.key(), generation));
          return now.settled() > generation && !force
              ? Optional.of(new Ingested.Superseded())
              : Optional.empty();
        }
        // Our own write went through and only its answer was lost.
        removal.remove(Generations.superseded(now));
      }
    }
    return Optional.of(concluded(conclusion));
  }

  private static Ingested concluded(Conclusion conclusion) {
    return switch (conclusion) {
      case Indexed indexed ->
          new Ingested.Concluded(DocumentStatus.INDEXED, Optional.empty(), indexed.passages());
      case Failed failed ->
          new Ingested.Concluded(DocumentStatus.FAILED, Optional.of(failed.reason()), 0);
      case Ignored ignored ->
          new Ingested.Concluded(DocumentStatus.IGNORED, Optional.of(ignored.reason()), 0);
      case Missing _ -> new Ingested.Concluded(DocumentStatus.NOT_FOUND, Optional.empty(), 0);
    };
  }

  private void sweep(String key, long settled, OptionalLong live) {
    removal.remove(new Generations(key, 0, settled - 1, live));
  }
}
