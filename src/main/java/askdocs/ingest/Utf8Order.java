package askdocs.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of the bytes of UTF-8, which S3's listings, DynamoDB's sort keys and OpenSearch's
 * keywords share. {@link String#compareTo} differs: it puts an emoji before U+FFFD.
 */
enum Utf8Order implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
