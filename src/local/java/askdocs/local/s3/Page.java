package askdocs.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One page of a bucket's listing, as ListObjectsV2 cuts it; filled in the order of the keys. */
final class Page {
  private final String prefix;
  private final String delimiter;
  private final String after;
  private final int limit;
  private final List<S3Object> objects = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private String last = "";
  private boolean truncated;

  /**
   * @param prefix what the keys begin with
   * @param delimiter what ends a common prefix; empty for none
   * @param after the key or common prefix behind which the page begins; empty for the first one
   * @param limit how many keys and common prefixes it holds at most
   */
  Page(String prefix, String delimiter, String after, int limit) {
    this.prefix = prefix;
    this.delimiter = delimiter;
    this.after = after;
    this.limit = limit;
  }

  /** Whether there may be room for what follows this object. */
  boolean takes(S3Object object) {
    String key = object.key();
    if (!key.startsWith(prefix) || isBehind(key)) {
      return true;
    }
    int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    String entry = cut < 0 ? key : key.substring(0, cut + delimiter.length());
    if (cut >= 0 && !prefixes.isEmpty() && prefixes.getLast().equals(entry)) {
      return true;
    }
    if (size() >= limit) {
      truncated = limit > 0;
      return false;
    }
    if (cut < 0) {
      objects.add(object);
    } else {
      prefixes.add(entry);
    }
    last = entry;
    return true;
  }

  private boolean isBehind(String key) {
    if (after.isEmpty()) {
      return false;
    }
    boolean afterIsCommonPrefix = !delimiter.isEmpty() && after.endsWith(delimiter);
    return Arrays.compareUnsigned(
                key.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8))
            <= 0
        || afterIsCommonPrefix && key.startsWith(after);
  }

  List<S3Object> objects() {
    return objects;
  }

  List<String> prefixes() {
    return prefixes;
  }

  int size() {
    return objects.size() + prefixes.size();
  }

  boolean truncated() {
    return truncated;
  }

  /** The last key or common prefix on it. */
  String last() {
    return last;
  }
}
