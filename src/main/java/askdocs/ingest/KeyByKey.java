package askdocs.ingest;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.UpstreamException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Three listings to what they say of each document, by a merge join.
 *
 * <p>A sidecar is listed behind its document, yet not next to it. So a document waits until the
 * listing has passed its sidecar's place: there, only keys are listed that begin with the
 * document's, and so no more of them can wait at a time than a key has letters.
 */
final class KeyByKey implements Iterator<AtKey> {
  private final Ahead<Listed> objects;
  private final Ahead<Known> rows;
  private final Ahead<Held> held;
  private final List<AtKey> waiting = new ArrayList<>();
  private final Queue<AtKey> complete = new ArrayDeque<>();

  KeyByKey(Iterator<Listed> objects, Iterator<Known> rows, Iterator<Held> held) {
    this.objects = new Ahead<>("The bucket", objects, Listed::key, false);
    this.rows = new Ahead<>("The state table", rows, known -> known.row().key(), false);
    this.held = new Ahead<>("The index", held, Held::key, true);
  }

  @Override
  public boolean hasNext() {
    while (complete.isEmpty()) {
      Optional<String> key =
          Stream.of(objects.key(), rows.key(), held.key())
              .flatMap(Optional::stream)
              .min(Utf8Order.INSTANCE);
      if (key.isEmpty()) {
        complete.addAll(waiting);
        waiting.clear();
        return !complete.isEmpty();
      }
      take(key.get());
    }
    return true;
  }

  @Override
  public AtKey next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return complete.remove();
  }

  private void take(String key) {
    Optional<Listed> object = objects.takeIf(key);
    Optional<Known> row = rows.takeIf(key);
    List<Held> generations = new ArrayList<>();
    for (Optional<Held> one = held.takeIf(key); one.isPresent(); one = held.takeIf(key)) {
      generations.add(one.get());
    }
    release(key, object);
    if (Hint.documentOf(key).filter(key::equals).isPresent()) {
      waiting.add(new AtKey(key, object.map(Listed::etag), Optional.empty(), row, generations));
    }
  }

  /** Completes those whose sidecar this is, and those whose sidecar can come no more. */
  private void release(String key, Optional<Listed> object) {
    for (Iterator<AtKey> documents = waiting.iterator(); documents.hasNext(); ) {
      AtKey document = documents.next();
      int passed = Utf8Order.INSTANCE.compare(key, document.sidecarKey());
      if (passed >= 0) {
        documents.remove();
        complete.add(
            passed == 0
                ? object.map(Listed::etag).map(document::withSidecar).orElse(document)
                : document);
      }
    }
  }

  /** A listing that can be looked into, and that is seen to be in order. */
  private static final class Ahead<T> {
    private final String source;
    private final Iterator<T> elements;
    private final Function<T, String> keyOf;
    private final boolean repeats;
    private Optional<T> next = Optional.empty();
    private String last = "";

    Ahead(String source, Iterator<T> elements, Function<T, String> keyOf, boolean repeats) {
      this.source = source;
      this.elements = elements;
      this.keyOf = keyOf;
      this.repeats = repeats;
    }

    Optional<String> key() {
      if (next.isEmpty() && elements.hasNext()) {
        T element = elements.next();
        requireOrder(keyOf.apply(element));
        next = Optional.of(element);
      }
      return next.map(keyOf);
    }

    /** Out of order, as directory buckets list, everything would seem missing. */
    private void requireOrder(String key) {
      int order = Utf8Order.INSTANCE.compare(last, key);
      if (order > 0 || (order == 0 && !repeats)) {
        throw new UpstreamException(
            source + " does not list keys in the order of their UTF-8 bytes",
            UpstreamException.Kind.SENSELESS);
      }
      last = key;
    }

    Optional<T> takeIf(String key) {
      if (key().filter(key::equals).isEmpty()) {
        return Optional.empty();
      }
      Optional<T> taken = next;
      next = Optional.empty();
      return taken;
    }
  }
}
