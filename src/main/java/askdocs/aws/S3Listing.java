package askdocs.aws;

import askdocs.aws.Pages.Page;
import askdocs.ingest.BucketListing;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The objects of a bucket, 1,000 a page, as they are when their page is asked for. */
public final class S3Listing implements BucketListing {
  /** How long a page may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final S3Client s3;
  private final String bucket;
  private final Retrying retrying;

  /**
   * A bucket's objects.
   *
   * @param s3 a client that does not retry
   */
  public S3Listing(S3Client s3, String bucket, Retrying retrying) {
    this.s3 = s3;
    this.bucket = bucket;
    this.retrying = retrying;
  }

  @Override
  public Iterator<Listed> objects() {
    return new Pages<>(() -> page(Optional.empty()));
  }

  private Page<Listed> page(Optional<String> token) {
    ListObjectsV2Response response =
        retrying.call(Upstream.BUCKET_LOOK, PATIENCE, time -> list(token, time));
    return new Page<>(
        response.contents().stream()
            .map(object -> new Listed(object.key(), S3Bucket.unquoted(object.eTag())))
            .toList(),
        Optional.ofNullable(response.nextContinuationToken())
            .<Supplier<Page<Listed>>>map(next -> () -> page(Optional.of(next))));
  }

  private ListObjectsV2Response list(Optional<String> token, Duration time) {
    try {
      return s3.listObjectsV2(request -> {
        request.bucket(bucket).overrideConfiguration(override -> override.apiCallTimeout(time));
        token.ifPresent(request::continuationToken);
      });
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    }
  }
}
