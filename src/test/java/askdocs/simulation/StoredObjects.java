package askdocs.simulation;

import askdocs.ingest.StoredObject;
import askdocs.knowledge.DocumentUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bucket, with versions or without. With versions, a deletion puts a marker on top; taking the
 * marker away brings the object back.
 */
final class StoredObjects {
  /** A version of an object. */
  record Version(Content content, Optional<String> id) {}

  /**
   * What the bucket held for a document from a step on.
   *
   * @param changes how often the object had changed
   * @param sidecarChanges how often the sidecar had changed
   */
  record State(
      long from,
      Optional<Version> object,
      Optional<String> sidecar,
      int changes,
      int sidecarChanges) {}

  private final Schedule schedule;
  private final boolean versioned;
  private final Map<String, List<Optional<Version>>> stacks = new TreeMap<>();
  private final Map<String, List<State>> histories = new TreeMap<>();
  private int versions;

  StoredObjects(Schedule schedule, List<String> keys, boolean versioned) {
    this.schedule = schedule;
    this.versioned = versioned;
    for (String key : keys) {
      stacks.put(key, new ArrayList<>());
      histories.put(
          key, new ArrayList<>(List.of(new State(0, Optional.empty(), Optional.empty(), 0, 0))));
    }
  }

  boolean versioned() {
    return versioned;
  }

  State now(String key) {
    return history(key).getLast();
  }

  List<State> history(String key) {
    return histories.get(key);
  }

  Optional<StoredObject> head(String key) {
    return now(key)
        .object()
        .map(version ->
            new StoredObject(
                new DocumentUri("documents", key),
                version.content().etag(),
                version.id(),
                100,
                Optional.of("text/plain"),
                Optional.empty()));
  }

  /** The bytes, if the current version is this one. */
  Optional<Content> getIfMatch(StoredObject object) {
    return now(object.uri().key())
        .object()
        .filter(version -> version.content().etag().equals(object.etag()))
        .filter(version -> version.id().equals(object.versionId()))
        .map(Version::content);
  }

  /** One of the changes that are possible now. */
  void change(String key) {
    List<Optional<Version>> stack = stacks.get(key);
    boolean marked = !stack.isEmpty() && stack.getLast().isEmpty();
    List<Runnable> possible = new ArrayList<>();
    possible.add(() -> put(key));
    possible.add(() -> put(key));
    possible.add(() -> sidecar(key, Optional.of(schedule.oneOf(Content.SIDECAR_ETAGS))));
    if (now(key).sidecar().isPresent()) {
      possible.add(() -> sidecar(key, Optional.empty()));
    }
    if (now(key).object().isPresent()) {
      possible.add(() -> delete(key));
      possible.add(() -> drop(key, stack.size() - 1));
    }
    if (marked) {
      possible.add(() -> drop(key, stack.size() - 1));
      possible.add(() -> drop(key, stack.size() - 1));
    }
    if (stack.size() > 1) {
      possible.add(() -> drop(key, schedule.random().nextInt(stack.size() - 1)));
    }
    schedule.oneOf(possible).run();
    schedule.note(() -> "bucket " + key + " = " + now(key));
  }

  void put(String key) {
    Content content = Content.of(key, schedule.random().nextInt(Content.VARIANTS));
    push(
        key,
        Optional.of(
            new Version(content, versioned ? Optional.of("v" + ++versions) : Optional.empty())));
  }

  private void delete(String key) {
    if (versioned) {
      push(key, Optional.empty());
    } else {
      drop(key, 0);
    }
  }

  private void push(String key, Optional<Version> version) {
    List<Optional<Version>> stack = stacks.get(key);
    if (!versioned) {
      stack.clear();
    }
    stack.add(version);
    remember(key, now(key).sidecar());
  }

  /** Removes a version, or a marker, for good. */
  private void drop(String key, int place) {
    stacks.get(key).remove(place);
    remember(key, now(key).sidecar());
  }

  private void sidecar(String key, Optional<String> etag) {
    remember(key, etag);
  }

  private void remember(String key, Optional<String> sidecar) {
    State before = now(key);
    List<Optional<Version>> stack = stacks.get(key);
    Optional<Version> object = stack.isEmpty() ? Optional.empty() : stack.getLast();
    history(key)
        .add(
            new State(
                schedule.now(),
                object,
                sidecar,
                before.changes() + (object.equals(before.object()) ? 0 : 1),
                before.sidecarChanges() + (sidecar.equals(before.sidecar()) ? 0 : 1)));
  }
}
