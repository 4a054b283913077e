package askdocs.local.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** All that the bucket holds and has ever held, noted before it can be read. */
final class History {
  /**
   * A document as it was at some time.
   *
   * @param etag its entity tag
   * @param permit who might read it then
   */
  record Version(String key, String etag, Permit permit) {}

  /** A document as it is. */
  record Current(String key, Content content, Permit permit) {}

  private final Map<String, Content> contents = new TreeMap<>();
  private final Map<String, Permit> permits = new TreeMap<>();
  private final Map<String, Content> byEtag = new TreeMap<>();
  private final Set<Version> ever = new HashSet<>();

  /** Notes a change that is about to be made. */
  synchronized void note(Change change) {
    switch (change) {
      case Change.Put put -> contents.put(put.key(), put.content());
      case Change.Delete delete -> contents.remove(delete.key());
      case Change.Permitting permitting -> permits.put(permitting.key(), permitting.permit());
    }
    current(change.key())
        .ifPresent(now -> {
          ever.add(new Version(now.key(), now.content().etag(), now.permit()));
          byEtag.put(now.content().etag(), now.content());
        });
  }

  private Optional<Current> current(String key) {
    return Optional.ofNullable(contents.get(key))
        .map(content ->
            new Current(key, content, permits.getOrDefault(key, new Permit.Everybody())));
  }

  /** The documents as they are. */
  synchronized List<Current> current() {
    return contents.keySet().stream().map(key -> current(key).orElseThrow()).toList();
  }

  /** Some document that can be read. */
  synchronized Optional<Current> any(Random random) {
    List<String> keys =
        contents.entrySet().stream()
            .filter(entry -> !entry.getValue().paragraphs().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    return keys.isEmpty() ? Optional.empty() : current(keys.get(random.nextInt(keys.size())));
  }

  /** Whether a document ever held this text in this version while this group might read it. */
  synchronized boolean everHeld(String key, String etag, String text, String group) {
    return ever.stream()
            .anyMatch(version ->
                version.key().equals(key)
                    && version.etag().equals(etag)
                    && version.permit().admits(group))
        && byEtag.get(etag).paragraphs().contains(text);
  }

  /** The same of what it holds now. */
  synchronized boolean holds(String key, String etag, String text, String group) {
    return current(key)
        .filter(now ->
            now.content().etag().equals(etag)
                && now.permit().admits(group)
                && now.content().paragraphs().contains(text))
        .isPresent();
  }
}
