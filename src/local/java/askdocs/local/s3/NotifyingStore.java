package askdocs.local.s3;

import java.io.InputStream;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Raises S3's events, each once its write can be read; a write that fails raises none. */
final class NotifyingStore extends ForwardingBlobStore {
  private final ObjectEvents events;
  private final Consumer<String> queue;

  NotifyingStore(BlobStore store, ObjectEvents events, Consumer<String> queue) {
    super(store);
    this.events = events;
    this.queue = queue;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    PutObjectResponse response = delegate().putBlob(request, body);
    created("Put", request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = delegate().copyBlob(request);
    created("Copy", request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response =
        delegate().completeMultipartUpload(upload, request);
    created("CompleteMultipartUpload", upload.containerName(), upload.blobName());
    return response;
  }

  /** A deletion of many objects comes here too, one by one. */
  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    DeleteObjectResponse response = delegate().removeBlob(request);
    if (!AnyKeyStore.isBookkeeping(request.key())) {
      queue.accept(events.removed(request.bucket(), request.key()));
    }
    return response;
  }

  /** Size and tag are those of what can be read now: gone again already, there is its own event. */
  private void created(String how, String bucket, String key) {
    if (AnyKeyStore.isBookkeeping(key)) {
      return;
    }
    HeadObjectResponse object = delegate().blobMetadataIfPresent(bucket, key);
    if (object != null) {
      queue.accept(events.created(how, bucket, key, object.contentLength(), object.eTag()));
    }
  }
}
