package askdocs.aws;

import askdocs.ingest.Bucket;
import askdocs.ingest.Download;
import askdocs.ingest.StoredObject;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The documents' bucket. S3's reads are strongly consistent; only a 404 means missing. */
public final class S3Bucket implements Bucket, Download {
  private final S3Client s3;
  private final String bucket;

  public S3Bucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<StoredObject> look(String key) {
    try {
      HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(
          new StoredObject(
              new DocumentUri(bucket, key),
              unquoted(head.eTag()),
              Optional.ofNullable(head.versionId()).filter(id -> !id.equals("null")),
              head.contentLength(),
              Optional.ofNullable(head.contentType())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw SdkErrors.translate("The bucket", e);
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    }
  }

  @Override
  public boolean fetch(StoredObject object, Path file) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(object.uri().key())
            .ifMatch("\"" + object.etag() + "\"");
    object.versionId().ifPresent(request::versionId);
    try (InputStream bytes = s3.getObject(request.build())) {
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || e.statusCode() == 412) {
        return false;
      }
      throw SdkErrors.translate("The bucket", e);
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    } catch (IOException e) {
      throw new UpstreamException("The object was not fetched whole", Kind.RETRYABLE, e);
    }
  }

  private static String unquoted(String etag) {
    return etag.startsWith("\"") && etag.endsWith("\"") && etag.length() > 1
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }
}
