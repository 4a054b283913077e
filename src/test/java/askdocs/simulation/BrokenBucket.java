package askdocs.simulation;

import askdocs.ingest.Bucket;
import askdocs.ingest.Claiming;
import askdocs.ingest.Sidecar;
import askdocs.ingest.SidecarReader;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.knowledge.UpstreamException;
import java.util.Map;
import java.util.Optional;

/** Faults in looking at the bucket, fetching from it and hearing of it. */
final class BrokenBucket {
  private BrokenBucket() {}

  static void lookBeforeClaim(World world) {
    Claiming claiming = world.ports.claiming;
    Bucket looking = world.ports.bucket;
    ThreadLocal<Bucket.View> seen = new ThreadLocal<>();
    world.ports.claiming =
        key -> {
          seen.set(looking.look(key));
          return claiming.claim(key);
        };
    world.ports.bucket = key -> Optional.ofNullable(seen.get()).orElseGet(() -> looking.look(key));
  }

  static void failedLookTakenForMissing(World world) {
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

  static void downloadWithoutIfMatch(World world) {
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

  static void downloadByVersionId(World world) {
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

  static void sidecarLeftOutOfFingerprint(World world) {
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

  static void brokenSidecarTakenForNone(World world) {
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

  static void messageDeletedBeforeItIsWorkedOn(World world) {
    world.ports.received = world.messages::delete;
  }
}
