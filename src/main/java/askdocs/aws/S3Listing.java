package askdocs.aws;

import askdocs.aws.Pages.Page;
import askdocs.ingest.BucketListing;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** The objects of a bucket, 1,000 a page, as they are when their page is asked for. */
public final class S3Listing implements BucketListing {
  private final S3Client s3;
  private final String bucket;

  public S3Listing(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Iterator<Listed> objects() {
    return new Pages<>(() -> page(Optional.empty()));
  }

  private Page<Listed> page(Optional<String> token) {
    ListObjectsV2Response response;
    try {
      response =
          s3.listObjectsV2(request -> {
            request.bucket(bucket);
            token.ifPresent(request::continuationToken);
          });
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    }
    return new Page<>(
        response.contents().stream()
            .map(object -> new Listed(object.key(), S3Bucket.unquoted(object.eTag())))
            .toList(),
        Optional.ofNullable(response.nextContinuationToken())
            .<Supplier<Page<Listed>>>map(next -> () -> page(Optional.of(next))));
  }
}
