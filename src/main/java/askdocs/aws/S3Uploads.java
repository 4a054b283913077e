package askdocs.aws;

import askdocs.ingest.SidecarReader;
import askdocs.ingest.UploadPlace;
import askdocs.knowledge.DocumentUri;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Uploads by presigned requests under {@value #FOLDER}, each to a key of its own that nobody can
 * guess. Size, type and that nothing is there yet are part of the signature. The metadata file is
 * there before the document is, so the document is never readable by more than it says.
 */
public final class S3Uploads implements UploadPlace {
  /** Where uploads go. */
  static final String FOLDER = "uploads/";

  private static final Duration VALID = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ID_BYTES = 16;

  private final S3Client s3;
  private final S3Presigner presigner;
  private final String bucket;
  private final RandomGenerator random;
  private final Retrying retrying;

  /**
   * @param s3 a client that does not retry
   * @param random a secure one
   */
  public S3Uploads(
      S3Client s3,
      S3Presigner presigner,
      String bucket,
      RandomGenerator random,
      Retrying retrying) {
    this.s3 = s3;
    this.presigner = presigner;
    this.bucket = bucket;
    this.random = random;
    this.retrying = retrying;
  }

  @Override
  public Offer offer(Upload upload) {
    String key = FOLDER + id() + "/" + upload.name();
    upload.groups().ifPresent(groups -> writeSidecar(key, groups));
    try {
      return offer(upload, key);
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    }
  }

  private String id() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private void writeSidecar(String key, Set<String> groups) {
    ObjectNode sidecar = Json.MAPPER.createObjectNode();
    ArrayNode list = sidecar.putObject("metadataAttributes").putArray("groups");
    new TreeSet<>(groups).forEach(list::add);
    byte[] bytes = Json.bytes(sidecar);
    retrying.call(
        Upstream.BUCKET_LOOK, PATIENCE, time -> put(key + SidecarReader.SUFFIX, bytes, time));
  }

  /** Nobody else writes to this key, so once more changes nothing. */
  private PutObjectResponse put(String key, byte[] bytes, Duration time) {
    try {
      return s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .contentType("application/json")
                  .overrideConfiguration(override -> override.apiCallTimeout(time)),
          RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw SdkErrors.translate("The bucket", e);
    }
  }

  private Offer offer(Upload upload, String key) {
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(upload.contentType())
            .contentLength(upload.bytes())
            .ifNoneMatch("*")
            .build();
    PresignedPutObjectRequest signed =
        presigner.presignPutObject(
            request -> request.signatureDuration(VALID).putObjectRequest(put));
    return new Offer(
        signed.httpRequest().method().name(),
        URI.create(signed.url().toString()),
        headers(signed),
        new DocumentUri(bucket, key),
        signed.expiration());
  }

  /** Those that are signed, but for the host, which every client sends by itself. */
  private static Map<String, String> headers(PresignedPutObjectRequest signed) {
    return signed.signedHeaders().entrySet().stream()
        .filter(header -> !header.getKey().toLowerCase(Locale.ROOT).equals("host"))
        .collect(
            Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
  }
}
