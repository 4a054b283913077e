package askdocs.ingest;

import java.util.Iterator;

/** Lists what the bucket holds. */
@FunctionalInterface
public interface BucketListing {
  /**
   * All objects in the order of their keys' UTF-8 bytes, read page by page as they are asked for.
   */
  Iterator<Listed> objects();

  /**
   * An object.
   *
   * @param key its key
   * @param etag its entity tag, without quotes
   */
  record Listed(String key, String etag) {}
}
