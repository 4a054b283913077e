package askdocs.local.chaos;

import askdocs.local.s3.S3StandIn;
import java.net.URI;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket, as anybody writes to it. */
final class Bucket implements AutoCloseable {
  private static final String SIDECAR = ".metadata.json";

  private final S3Client s3;

  Bucket(URI endpoint) {
    this.s3 = S3StandIn.client(endpoint);
  }

  S3Client client() {
    return s3;
  }

  void make(Change change) {
    switch (change) {
      case Change.Put put -> put(put.key(), put.content().bytes());
      case Change.Delete delete -> delete(delete.key());
      case Change.Permitting permitting -> {
        byte[] sidecar = permitting.permit().sidecar();
        if (sidecar.length == 0) {
          delete(permitting.key() + SIDECAR);
        } else {
          put(permitting.key() + SIDECAR, sidecar);
        }
      }
    }
  }

  void put(String key, byte[] bytes) {
    s3.putObject(
        request -> request.bucket(S3StandIn.BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  private void delete(String key) {
    s3.deleteObject(request -> request.bucket(S3StandIn.BUCKET).key(key));
  }

  /** Whether this key is a sidecar's. */
  static boolean isSidecar(String key) {
    return key.endsWith(SIDECAR);
  }

  @Override
  public void close() {
    s3.close();
  }
}
