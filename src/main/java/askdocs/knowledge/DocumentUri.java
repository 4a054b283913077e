package askdocs.knowledge;

/**
 * Where a document lives: an object in an S3 bucket.
 *
 * @param bucket the bucket's name
 * @param key the object's key, decoded, 1 to 1,024 bytes of UTF-8
 */
public record DocumentUri(String bucket, String key) {
  public DocumentUri {
    if (bucket.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException("A document needs a bucket and a key");
    }
  }

  /** The form shown to people: {@code s3://bucket/key}, the key as it is, not percent-encoded. */
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
