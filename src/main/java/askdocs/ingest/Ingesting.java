package askdocs.ingest;

import askdocs.ingest.Conclusion.Failed;
import askdocs.ingest.Conclusion.Ignored;
import askdocs.ingest.Conclusion.Indexed;
import askdocs.ingest.Conclusion.Missing;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.Download.Fetched;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.SidecarReader.Reading.Unusable;
import askdocs.ingest.SidecarReader.Reading.Usable;
import askdocs.knowledge.Access;
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
   * Brings the index to what the bucket holds under the hint's key.
   *
   * @throws UpstreamException if a service failed; the same hint, given again, repairs what was
   *     left
   */
  public Ingested ingest(Hint hint) {
    for (int claims = 0; claims < MAX_CLAIMS; claims++) {
      Optional<Ingested> ended = run(claiming.claim(hint.key()), hint.force());
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    throw new UpstreamException(
        "The object or its row changed each time that it was read",
        UpstreamException.Kind.RETRYABLE);
  }

  /** All steps behind the claim; empty if what was looked at is no longer sure to be the newest. */
  private Optional<Ingested> run(DocumentRow claimed, boolean force) {
    Bucket.View view = bucket.look(claimed.key());
    Optional<Fingerprint> fingerprint = Fingerprint.of(view, pipeline);
    if (!force && claimed.concludes(fingerprint)) {
      return settle(claimed, fingerprint);
    }
    return conclude(claimed, view).flatMap(conclusion -> commit(claimed, conclusion, force));
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
  private Optional<Conclusion> conclude(DocumentRow claimed, Bucket.View view) {
    if (view.object().isEmpty()) {
      return Optional.of(new Missing());
    }
    StoredObject object = view.object().get();
    Fingerprint fingerprint = Fingerprint.of(view, pipeline).orElseThrow();
    if (view.sidecar().isEmpty()) {
      return read(claimed, source(object, fingerprint, Sidecar.NONE));
    }
    return sidecars
        .read(claimed.key(), view.sidecar().get())
        .flatMap(reading ->
            switch (reading) {
              case Usable(Sidecar sidecar) -> read(claimed, source(object, fingerprint, sidecar));
              case Unusable(String reason) ->
                  Optional.of(
                      new Failed(new Source(object, fingerprint, Access.CLOSED, Map.of()), reason));
            });
  }

  private Source source(StoredObject object, Fingerprint fingerprint, Sidecar sidecar) {
    return new Source(
        object, fingerprint, sidecar.access().orElse(defaultAccess), sidecar.attributes());
  }

  private Optional<Conclusion> read(DocumentRow claimed, Source source) {
    Optional<Fetched> fetched = download.fetch(source.object());
    if (fetched.isEmpty()) {
      return Optional.empty();
    }
    try (Fetched file = fetched.get()) {
      return Optional.of(
          switch (reader.read(claimed.key(), source.object().contentType(), file.file())) {
            case ReadOutcome.Read(StructuredText text) -> passages.index(claimed, source, text);
            case ReadOutcome.Failed(String reason) -> new Failed(source, reason);
            case ReadOutcome.Ignored(String reason) -> new Ignored(source, reason);
          });
    }
  }

  /**
   * Steps 5 and 6; empty if an earlier claim has concluded since, perhaps from a newer view, or if
   * a later one came before a repair, perhaps without reading anything.
   */
  private Optional<Ingested> commit(DocumentRow claimed, Conclusion conclusion, boolean force) {
    long generation = claimed.claim();
    OptionalLong live =
        conclusion instanceof Indexed ? OptionalLong.of(generation) : OptionalLong.empty();
    switch (committing.commit(claimed, conclusion)) {
      case Verdict.Accepted _ -> sweep(claimed.key(), generation, live);
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
