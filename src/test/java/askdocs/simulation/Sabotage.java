package askdocs.simulation;

import askdocs.ask.LiveDocuments;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever;
import askdocs.ask.Retriever.Nearest;
import askdocs.ingest.Bucket;
import askdocs.ingest.Claiming;
import askdocs.ingest.Committing;
import askdocs.ingest.Conclusion;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.PassageRemoval;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.PassageWriter;
import askdocs.ingest.Settling;
import askdocs.ingest.Sidecar;
import askdocs.ingest.SidecarReader;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.ingest.Verdict;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.UpstreamException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Faults planted in the ports, each of which the simulation must find. */
enum Sabotage implements Consumer<World> {
  COMMIT_WITHOUT_CONDITION {
    @Override
    public void accept(World world) {
      world.ports.committing = committing(world, (_, _) -> true);
    }
  },
  COMMIT_ON_LOWER_SETTLED_ALONE {
    @Override
    public void accept(World world) {
      world.ports.committing = committing(world, (claimed, row) -> row.settled() < claimed.claim());
    }
  },
  OWN_COMMIT_TAKEN_FOR_FOREIGN {
    @Override
    public void accept(World world) {
      Committing honest = world.ports.committing;
      world.ports.committing =
          (claimed, conclusion) ->
              refusedAs(
                  honest.commit(claimed, conclusion),
                  row -> with(row, Math.max(row.settled(), claimed.claim() + 1), NONE));
    }
  },
  OWN_COMMIT_KNOWN_BY_SETTLED_ALONE {
    @Override
    public void accept(World world) {
      Committing honest = world.ports.committing;
      world.ports.committing =
          (claimed, conclusion) ->
              refusedAs(honest.commit(claimed, conclusion), row -> with(row, row.settled(), NONE));
    }
  },
  SETTLE_WITHOUT_WRITING {
    @Override
    public void accept(World world) {
      world.ports.settling =
          (_, _) -> {
            world.schedule.point();
            return new Verdict.Accepted();
          };
    }
  },
  SETTLE_ON_LOWER_SETTLED_ALONE {
    @Override
    public void accept(World world) {
      world.ports.settling =
          (read, generation) ->
              world.upstream.write(
                  "settle " + generation,
                  () ->
                      world.rows.settle(read.key(), generation, row -> row.settled() < generation));
    }
  },
  NO_SWEEP_AFTER_SETTLING {
    @Override
    public void accept(World world) {
      Settling honest = world.ports.settling;
      PassageRemoval removal = world.ports.removal;
      ThreadLocal<Boolean> settled = ThreadLocal.withInitial(() -> false);
      world.ports.settling =
          (read, generation) -> {
            Verdict verdict = honest.settle(read, generation);
            settled.set(verdict instanceof Verdict.Accepted);
            return verdict;
          };
      world.ports.removal =
          generations -> {
            if (!settled.get()) {
              removal.remove(generations);
            }
            settled.set(false);
          };
    }
  },
  NO_SWEEP_AFTER_COMMIT {
    @Override
    public void accept(World world) {
      Committing honest = world.ports.committing;
      PassageRemoval removal = world.ports.removal;
      ThreadLocal<Boolean> committed = ThreadLocal.withInitial(() -> false);
      world.ports.committing =
          (claimed, conclusion) -> {
            Verdict verdict = honest.commit(claimed, conclusion);
            committed.set(verdict instanceof Verdict.Accepted);
            return verdict;
          };
      world.ports.removal =
          generations -> {
            if (!committed.get()) {
              removal.remove(generations);
            }
            committed.set(false);
          };
    }
  },
  SWEEP_WITHOUT_UPPER_BOUND {
    @Override
    public void accept(World world) {
      PassageRemoval honest = world.ports.removal;
      world.ports.removal =
          all ->
              honest.remove(
                  all.from() == 0
                      ? new Generations(all.key(), 0, Long.MAX_VALUE, all.except())
                      : all);
    }
  },
  SWEEP_OF_WHAT_IS_LIVE {
    @Override
    public void accept(World world) {
      PassageRemoval honest = world.ports.removal;
      world.ports.removal =
          all -> honest.remove(new Generations(all.key(), all.from(), all.to(), NONE));
    }
  },
  OWN_PASSAGES_KEPT_WHEN_SUPERSEDED {
    @Override
    public void accept(World world) {
      PassageRemoval honest = world.ports.removal;
      world.ports.removal =
          all -> {
            if (all.from() == 0) {
              honest.remove(all);
            }
          };
    }
  },
  HALF_DONE_REMOVAL_TAKEN_FOR_DONE {
    @Override
    public void accept(World world) {
      PassageRemoval honest = world.ports.removal;
      world.ports.removal = all -> ignoringFailure(() -> honest.remove(all));
    }
  },
  REMOVAL_WITHOUT_REFRESH {
    @Override
    public void accept(World world) {
      world.ports.removal =
          all -> world.upstream.bulk("remove", () -> remove(world, all), () -> {});
    }
  },
  FAILED_BULK_ITEM_IGNORED {
    @Override
    public void accept(World world) {
      PassageWriter honest = world.ports.writer;
      world.ports.writer = passages -> ignoringFailure(() -> honest.write(passages));
    }
  },
  COMMIT_BEFORE_PASSAGES_ARE_SEARCHABLE {
    @Override
    public void accept(World world) {
      world.ports.writer =
          passages -> world.upstream.bulk("write", () -> world.index.put(passages), () -> {});
    }
  },
  CLAIM_NOT_COUNTED_UP {
    @Override
    public void accept(World world) {
      Claiming honest = world.ports.claiming;
      world.ports.claiming =
          key -> world.rows.find(key).map(Rows.Row::row).orElseGet(() -> honest.claim(key));
    }
  },
  TOMBSTONE_NOT_KEPT {
    @Override
    public void accept(World world) {
      Committing honest = world.ports.committing;
      world.ports.committing =
          (claimed, conclusion) -> {
            Verdict verdict = honest.commit(claimed, conclusion);
            if (conclusion instanceof Conclusion.Missing) {
              world.rows.startAnew(claimed.key());
            }
            return verdict;
          };
    }
  },
  LOOK_BEFORE_CLAIM {
    @Override
    public void accept(World world) {
      Claiming claiming = world.ports.claiming;
      Bucket looking = world.ports.bucket;
      ThreadLocal<Bucket.View> seen = new ThreadLocal<>();
      world.ports.claiming =
          key -> {
            seen.set(looking.look(key));
            return claiming.claim(key);
          };
      world.ports.bucket = _ -> seen.get();
    }
  },
  FAILED_LOOK_TAKEN_FOR_MISSING {
    @Override
    public void accept(World world) {
      Bucket honest = world.ports.bucket;
      world.ports.bucket =
          key -> {
            try {
              return honest.look(key);
            } catch (UpstreamException _) {
              return new Bucket.View(Optional.empty(), Optional.empty());
            }
          };
    }
  },
  DOWNLOAD_WITHOUT_IF_MATCH {
    @Override
    public void accept(World world) {
      world.ports.download =
          object ->
              world.upstream.call(
                  "get object",
                  () ->
                      world
                          .bucket
                          .now(object.uri().key())
                          .object()
                          .map(version -> new World.Fetched(version.content())));
    }
  },
  DOWNLOAD_BY_VERSION_ID {
    @Override
    public void accept(World world) {
      world.ports.download =
          object ->
              world.upstream.call(
                  "get version",
                  () ->
                      object.versionId().isPresent()
                          ? world.bucket.history(object.uri().key()).stream()
                              .flatMap(state -> state.object().stream())
                              .filter(version -> version.id().equals(object.versionId()))
                              .findFirst()
                              .map(version -> new World.Fetched(version.content()))
                          : world.bucket.getIfMatch(object).map(World.Fetched::new));
    }
  },
  SIDECAR_LEFT_OUT_OF_FINGERPRINT {
    @Override
    public void accept(World world) {
      Bucket honest = world.ports.bucket;
      world.ports.bucket =
          key -> {
            Bucket.View view = honest.look(key);
            return new Bucket.View(view.object(), view.sidecar().map(_ -> "some"));
          };
      world.ports.sidecars =
          (key, _) ->
              world
                  .bucket
                  .now(key)
                  .sidecar()
                  .flatMap(etag -> Optional.ofNullable(Content.SIDECARS.get(etag)));
    }
  },
  BROKEN_SIDECAR_TAKEN_FOR_NONE {
    @Override
    public void accept(World world) {
      SidecarReader honest = world.ports.sidecars;
      world.ports.sidecars =
          (key, etag) ->
              honest
                  .read(key, etag)
                  .map(reading ->
                      reading instanceof Reading.Unusable
                          ? new Reading.Usable(new Sidecar(Map.of(), Optional.empty()))
                          : reading);
    }
  },
  DELETIONS_IGNORED {
    @Override
    public void accept(World world) {
      Committing honest = world.ports.committing;
      world.ports.committing =
          (claimed, conclusion) ->
              conclusion instanceof Conclusion.Missing
                  ? new Verdict.Accepted()
                  : honest.commit(claimed, conclusion);
    }
  },
  MESSAGE_DELETED_BEFORE_IT_IS_WORKED_ON {
    @Override
    public void accept(World world) {
      world.ports.received = world.messages::delete;
    }
  },
  DUPLICATES_EMBEDDED {
    @Override
    public void accept(World world) {
      Claiming honest = world.ports.claiming;
      world.ports.known = (_, _, _) -> Map.of();
      world.ports.claiming =
          key -> {
            DocumentRow row = honest.claim(key);
            return new DocumentRow(
                key,
                row.claim(),
                row.settled(),
                row.live(),
                DocumentStatus.PENDING,
                row.fingerprint());
          };
    }
  },
  VECTORS_OF_OTHER_PASSAGES {
    @Override
    public void accept(World world) {
      world.ports.known =
          (key, generation, texts) ->
              world.index.found(key, generation).stream()
                  .findFirst()
                  .map(one ->
                      texts.stream().collect(Collectors.toMap(text -> text, _ -> one.embedding())))
                  .orElse(Map.of());
    }
  },
  READERS_WITHOUT_LIVE_FILTER {
    @Override
    public void accept(World world) {
      Retriever honest = world.ports.retriever;
      ThreadLocal<Map<String, Live>> found = ThreadLocal.withInitial(Map::of);
      world.ports.retriever =
          (wanted, deadline) -> {
            var hits = honest.nearest(wanted, deadline);
            Map<String, Live> all = new HashMap<>();
            hits.forEach(hit ->
                all.put(
                    hit.passage().id().key(),
                    new Live(hit.passage().id().generation(), hit.passage().access())));
            found.set(all);
            return hits;
          };
      world.ports.live = (_, _, _) -> found.get();
    }
  },
  READERS_OF_OLD_ROWS {
    @Override
    public void accept(World world) {
      LiveDocuments honest = world.ports.live;
      Map<String, Live> replica = new HashMap<>();
      world.ports.live =
          (index, keys, deadline) -> {
            Map<String, Live> now = honest.live(index, keys, deadline);
            if (world.schedule.chance(2)) {
              replica.keySet().removeAll(keys);
              replica.putAll(now);
            }
            return keys.stream()
                .filter(replica::containsKey)
                .collect(Collectors.toMap(key -> key, replica::get));
          };
    }
  },
  READERS_WITHOUT_ACCESS {
    @Override
    public void accept(World world) {
      Retriever retriever = world.ports.retriever;
      LiveDocuments live = world.ports.live;
      world.ports.retriever =
          (wanted, deadline) ->
              retriever.nearest(
                  new Nearest(
                      wanted.index(),
                      wanted.embedding(),
                      List.of("*", "!", "g:finance", "g:hr"),
                      wanted.count(),
                      wanted.excluded()),
                  deadline);
      world.ports.live =
          (index, keys, deadline) ->
              live.live(index, keys, deadline).entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          one -> new Live(one.getValue().generation(), Access.PUBLIC)));
    }
  },
  READERS_THAT_SEARCH_ONCE {
    @Override
    public void accept(World world) {
      Retriever honest = world.ports.retriever;
      world.ports.retriever =
          (wanted, deadline) ->
              world.invariants.searches() > 0 ? List.of() : honest.nearest(wanted, deadline);
    }
  },
  READERS_THAT_NEVER_TAKE_BACK {
    @Override
    public void accept(World world) {
      Retriever honest = world.ports.retriever;
      ThreadLocal<Set<Retriever.DocumentVersion>> ever = ThreadLocal.withInitial(HashSet::new);
      world.ports.retriever =
          (wanted, deadline) -> {
            if (world.invariants.searches() == 0) {
              ever.get().clear();
            }
            ever.get().addAll(wanted.excluded());
            return honest.nearest(
                new Nearest(
                    wanted.index(),
                    wanted.embedding(),
                    wanted.principals(),
                    wanted.count(),
                    ever.get()),
                deadline);
          };
    }
  };

  private static final OptionalLong NONE = OptionalLong.empty();

  /** A condition on the row, given what the claim was. */
  private interface Condition {
    boolean holds(DocumentRow claimed, DocumentRow row);
  }

  private interface Change {
    DocumentRow of(DocumentRow row);
  }

  private static Committing committing(World world, Condition condition) {
    return (claimed, conclusion) ->
        world.upstream.write(
            "commit " + claimed.claim(),
            () -> world.rows.commit(claimed, conclusion, row -> condition.holds(claimed, row)));
  }

  private static Verdict refusedAs(Verdict verdict, Change change) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> accepted;
      case Verdict.Refused(DocumentRow row) -> new Verdict.Refused(change.of(row));
    };
  }

  private static DocumentRow with(DocumentRow row, long settled, OptionalLong live) {
    return new DocumentRow(row.key(), row.claim(), settled, live, row.status(), row.fingerprint());
  }

  private static void remove(World world, Generations generations) {
    world.remove(world.index.matching(generations));
  }

  private static void ignoringFailure(Runnable call) {
    try {
      call.run();
    } catch (UpstreamException _) {
      // What a careless client does.
    }
  }
}
