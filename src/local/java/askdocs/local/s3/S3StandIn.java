package askdocs.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3 over a folder, on loopback: s3proxy in this process, with the events that it lacks.
 *
 * <p>Path style; any credentials are accepted, and none. Content types, user metadata and entity
 * tags are kept in the files' extended attributes, so they outlast a restart.
 */
public final class S3StandIn implements AutoCloseable {
  /** The bucket made at the start. */
  public static final String BUCKET = "documents";

  /** Held so that the level is not lost with the logger. */
  private static final Logger QUIET = Logger.getLogger("org.gaul");

  private final S3Proxy proxy;
  private final BlobStore files;

  private S3StandIn(S3Proxy proxy, BlobStore files) {
    this.proxy = proxy;
    this.files = files;
  }

  /**
   * Starts it and makes the bucket if it is not there.
   *
   * @param folder where the objects are kept; made if missing
   * @param port the port on 127.0.0.1; 0 for a free one
   * @param notifications takes each event's JSON, as S3 would send it to a queue
   * @throws IOException if the folder cannot be used or the port is taken
   */
  public static S3StandIn start(Path folder, int port, Consumer<String> notifications)
      throws IOException {
    QUIET.setLevel(Level.WARNING);
    Files.createDirectories(folder);
    checkAttributes(folder);
    BlobStore files = new AnyKeyStore(new FilesystemNio2BlobStore(folder.toRealPath().toString()));
    if (!files.containerExists(BUCKET)) {
      files.createContainer(BUCKET);
    }
    ObjectEvents events = new ObjectEvents(Clock.systemUTC());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new NotifyingStore(files, events, notifications))
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.NONE, "", "")
            .ignoreUnknownHeaders(true)
            .build();
    try {
      proxy.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("S3 did not start: " + e.getMessage(), e);
    }
    return new S3StandIn(proxy, files);
  }

  /** A client of the one that listens there. */
  public static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(ObjectEvents.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
        .build();
  }

  private static void checkAttributes(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "probe", "");
    try {
      UserDefinedFileAttributeView attributes =
          Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
      if (attributes == null) {
        throw new IOException("no such attributes");
      }
      attributes.write("askdocs", StandardCharsets.UTF_8.encode("probe"));
    } catch (IOException e) {
      throw new IOException(
          folder
              + " is on a file system without extended attributes, where content types would be"
              + " lost: choose another with --data FOLDER",
          e);
    } finally {
      Files.delete(probe);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** All objects of the bucket, in the order of their keys. */
  public List<S3Object> objects() {
    List<S3Object> objects = new ArrayList<>();
    String after = "";
    ListObjectsV2Response page;
    do {
      page = files.list(ListObjectsV2Request.builder().bucket(BUCKET).startAfter(after).build());
      objects.addAll(page.contents());
      after = objects.isEmpty() ? "" : objects.getLast().key();
    } while (page.isTruncated());
    return objects;
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      System.getLogger(S3StandIn.class.getName())
          .log(System.Logger.Level.WARNING, "S3 did not stop cleanly", e);
    }
  }
}
