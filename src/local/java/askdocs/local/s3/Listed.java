package askdocs.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Buckets' objects in the order of their keys, kept from one page of a listing to the next: to look
 * at every file again for each page takes longer than a caller waits, where there are 100,000.
 */
final class Listed {
  /** What a bucket held before any write behind the numbered one. */
  private record Kept(long writes, List<S3Object> objects) {}

  private final Function<String, List<S3Object>> reading;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong writes = new AtomicLong();

  /**
   * @param reading gives a bucket's objects as they are now, in any order
   */
  Listed(Function<String, List<S3Object>> reading) {
    this.reading = reading;
  }

  /** To be said of any write, to any bucket, before it is answered and whether it failed or not. */
  void written() {
    writes.incrementAndGet();
  }

  /** As they are now, for a listing's first page. */
  List<S3Object> now(String bucket) {
    long before = writes.get();
    List<S3Object> objects =
        reading.apply(bucket).stream()
            .sorted((a, b) -> Arrays.compareUnsigned(bytes(a.key()), bytes(b.key())))
            .toList();
    kept.put(bucket, new Kept(before, objects));
    return objects;
  }

  /** The same without looking again, if nothing was written since; for the pages that follow. */
  List<S3Object> since(String bucket) {
    Kept some = kept.get(bucket);
    return some != null && some.writes() == writes.get() ? some.objects() : now(bucket);
  }

  /** Forgets what was kept: the listing has come to its end. */
  void ended(String bucket) {
    kept.remove(bucket);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
