package askdocs.aws;

import askdocs.ingest.Bucket;
import askdocs.ingest.Download;
import askdocs.ingest.SidecarReader;
import askdocs.ingest.StoredObject;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The documents' bucket. S3's reads are strongly consistent; only a 404 means missing. */
public final class S3Bucket implements Bucket, Download, SidecarReader {
  /** The longest key that S3 allows, in bytes of UTF-8. */
  private static final int LONGEST_KEY = 1_024;

  /** How long a look at an object may take, all its tries together, and a fetch. */
  private static final Duration TO_LOOK = Duration.ofSeconds(30);

  private static final Duration TO_FETCH = Duration.ofMinutes(4);

  private final S3Client s3;
  private final String bucket;
  private final Path folder;
  private final Retrying retrying;

  /** One whose objects are only looked at. */
  public S3Bucket(S3Client s3, String bucket, Retrying retrying) {
    this(s3, bucket, Path.of(System.getProperty("java.io.tmpdir")), retrying);
  }

  /**
   * A bucket.
   *
   * @param s3 a client that does not retry
   * @param folder for the objects that are fetched
   */
  public S3Bucket(S3Client s3, String bucket, Path folder, Retrying retrying) {
    this.s3 = s3;
    this.bucket = bucket;
    this.folder = folder;
    this.retrying = retrying;
  }

  @Override
  public View look(String key) {
    return new View(head(key), head(key + SidecarReader.SUFFIX).map(StoredObject::etag));
  }

  private Optional<StoredObject> head(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      return Optional.empty();
    }
    return retrying.call(Upstream.BUCKET_LOOK, TO_LOOK, time -> head(key, time));
  }

  private Optional<StoredObject> head(String key, Duration time) {
    try {
      HeadObjectResponse head =
          s3.headObject(request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .overrideConfiguration(override -> override.apiCallTimeout(time)));
      return Optional.of(
          new StoredObject(
              new DocumentUri(bucket, key),
              unquoted(head.eTag()),
              versionId(head.versionId()),
              head.contentLength(),
              Optional.ofNullable(head.contentType()),
              Optional.ofNullable(head.lastModified())));
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
  public Optional<Fetched> fetch(StoredObject object) {
    // Not by its version id, by which S3 gives out what was deleted or replaced, too: the sidecar
    // that was looked at may belong to what came after it.
    return get(
        object.uri().key(),
        object.etag(),
        bytes -> isOf(object, bytes.response()) ? Optional.of(copy(bytes)) : Optional.empty());
  }

  /** The same bytes may have been put again. */
  private static boolean isOf(StoredObject object, GetObjectResponse response) {
    return versionId(response.versionId()).equals(object.versionId());
  }

  private Fetched copy(InputStream bytes) throws IOException {
    TemporaryFile file = new TemporaryFile(Files.createTempFile(folder, "askdocs-", ".object"));
    try {
      Files.copy(bytes, file.file(), StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Optional<Reading> read(String key, String etag) {
    return get(
        key + SUFFIX,
        etag,
        bytes -> Optional.of(SidecarJson.read(bytes.readNBytes(SidecarJson.MAX_BYTES + 1))));
  }

  private interface Content<T> {
    Optional<T> read(ResponseInputStream<GetObjectResponse> bytes) throws IOException;
  }

  /** Empty if there is no such object any more, or none with this entity tag. */
  private <T> Optional<T> get(String key, String etag, Content<T> content) {
    return retrying.call(Upstream.BUCKET_FETCH, TO_FETCH, time -> get(key, etag, content, time));
  }

  private <T> Optional<T> get(String key, String etag, Content<T> content, Duration time) {
    try (ResponseInputStream<GetObjectResponse> bytes =
        s3.getObject(request ->
            request
                .bucket(bucket)
                .key(key)
                .ifMatch("\"" + etag + "\"")
                .overrideConfiguration(override -> override.apiCallTimeout(time)))) {
      return content.read(bytes);
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || e.statusCode() == 412) {
        return Optional.empty();
      }
      throw SdkErrors.translate("The bucket", e);
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    } catch (IOException e) {
      throw new UpstreamException(
          "The object was not fetched whole", Kind.RETRYABLE, Sign.UNANSWERED, e, 1);
    }
  }

  private record TemporaryFile(Path file) implements Fetched {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("A temporary file cannot be deleted", e);
      }
    }
  }

  /** Objects put while the bucket kept no versions have the version {@code null}. */
  private static Optional<String> versionId(@Nullable String id) {
    return Optional.ofNullable(id).filter(named -> !named.equals("null"));
  }

  static String unquoted(String etag) {
    return etag.startsWith("\"") && etag.endsWith("\"") && etag.length() > 1
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }
}
