package askdocs.local.s3;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Takes every key that S3 takes, over a store that takes only a file system's names, and lists keys
 * in S3's order, that of their bytes in UTF-8.
 */
final class AnyKeyStore extends ForwardingBlobStore {
  private static final int PAGE = 1000;

  private final Listed listed = new Listed(this::objectsOf);

  AnyKeyStore(BlobStore files) {
    super(files);
  }

  /** After any write, failed or not, a listing looks again. */
  private <T> T writing(Supplier<T> write) {
    try {
      return write.get();
    } finally {
      listed.written();
    }
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String prefix = Objects.requireNonNullElse(request.prefix(), "");
    String delimiter = Objects.requireNonNullElse(request.delimiter(), "");
    int limit = Math.min(Objects.requireNonNullElse(request.maxKeys(), PAGE), PAGE);
    String after =
        Optional.ofNullable(request.continuationToken())
            .map(AnyKeyStore::key)
            .or(() -> Optional.ofNullable(request.startAfter()))
            .orElse("");
    List<S3Object> objects =
        after.isEmpty() ? listed.now(request.bucket()) : listed.since(request.bucket());
    Page page = new Page(prefix, delimiter, after, limit);
    for (S3Object object : objects) {
      if (!page.takes(object)) {
        break;
      }
    }
    ListObjectsV2Response.Builder response =
        ListObjectsV2Response.builder()
            .name(request.bucket())
            .prefix(request.prefix())
            .delimiter(request.delimiter())
            .startAfter(request.startAfter())
            .continuationToken(request.continuationToken())
            .maxKeys(limit)
            .keyCount(page.size())
            .isTruncated(page.truncated())
            .contents(page.objects())
            .commonPrefixes(
                page.prefixes().stream()
                    .map(common -> CommonPrefix.builder().prefix(common).build())
                    .toList());
    if (page.truncated()) {
      response.nextContinuationToken(token(page.last()));
    } else {
      listed.ended(request.bucket());
    }
    return response.build();
  }

  private List<S3Object> objectsOf(String bucket) {
    ListObjectsV2Request everything =
        ListObjectsV2Request.builder().bucket(bucket).maxKeys(Integer.MAX_VALUE).build();
    return delegate().list(everything).contents().stream()
        .map(object -> object.toBuilder().key(KeyPath.keyOf(object.key())).build())
        .filter(object -> !isBookkeeping(object.key()))
        .toList();
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    writing(() -> {
      delegate().clearContainer(request);
      return true;
    });
  }

  @Override
  public void deleteContainer(String bucket) {
    writing(() -> {
      delegate().deleteContainer(bucket);
      return true;
    });
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return delegate().blobExists(bucket, KeyPath.of(key));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    return writing(
        () -> delegate().putBlob(request.toBuilder().key(KeyPath.of(request.key())).build(), body));
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return writing(() ->
        delegate()
            .copyBlob(
                request.toBuilder()
                    .sourceKey(KeyPath.of(request.sourceKey()))
                    .destinationKey(KeyPath.of(request.destinationKey()))
                    .build()));
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return delegate().blobMetadata(request.toBuilder().key(KeyPath.of(request.key())).build());
  }

  /** An overwrite may come between the tag and the bytes being looked up: then looks again. */
  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    GetObjectRequest mapped = request.toBuilder().key(KeyPath.of(request.key())).build();
    HeadObjectRequest head =
        HeadObjectRequest.builder().bucket(mapped.bucket()).key(mapped.key()).build();
    while (true) {
      ResponseInputStream<GetObjectResponse> object = delegate().getBlob(mapped);
      HeadObjectResponse now = delegate().blobMetadataIfPresent(head);
      if (now != null && Objects.equals(now.eTag(), object.response().eTag())) {
        return object;
      }
      object.abort();
    }
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return writing(
        () -> delegate().removeBlob(request.toBuilder().key(KeyPath.of(request.key())).build()));
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return delegate().getBlobAccess(bucket, KeyPath.of(key));
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, String version) {
    return delegate().getBlobAccess(bucket, KeyPath.of(key), version);
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    return delegate().getBlobAcl(request.toBuilder().key(KeyPath.of(request.key())).build());
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    delegate().setBlobAccess(bucket, KeyPath.of(key), access);
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access, String version) {
    delegate().setBlobAccess(bucket, KeyPath.of(key), access, version);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload begun =
        delegate()
            .initiateMultipartUpload(request.toBuilder().key(KeyPath.of(request.key())).build());
    return new MultipartUpload(begun.id(), request, begun.response());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    delegate().abortMultipartUpload(onDisk(upload));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return writing(() ->
        delegate()
            .completeMultipartUpload(
                onDisk(upload), request.toBuilder().key(KeyPath.of(upload.blobName())).build())
            .toBuilder()
            .key(upload.blobName())
            .build());
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream body) {
    return delegate()
        .uploadMultipartPart(
            onDisk(upload), request.toBuilder().key(KeyPath.of(upload.blobName())).build(), body);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return delegate().listMultipartUpload(onDisk(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    return delegate().listMultipartUploads(bucket).stream()
        .map(upload -> upload.toBuilder().key(KeyPath.keyOf(upload.key())).build())
        .toList();
  }

  /** Whether it is not an object but how s3proxy remembers an upload in parts that is under way. */
  static boolean isBookkeeping(String key) {
    return key.startsWith(".s3proxy-mpu-stub-");
  }

  private static MultipartUpload onDisk(MultipartUpload upload) {
    return new MultipartUpload(
        upload.id(),
        upload.request().toBuilder().key(KeyPath.of(upload.blobName())).build(),
        upload.response());
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private static String token(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(key));
  }

  private static String key(String token) {
    return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
  }
}
