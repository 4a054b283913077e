package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.UploadPlace.Offer;
import askdocs.ingest.UploadPlace.Upload;
import askdocs.local.s3.S3StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3UploadsTest {
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y"));

  @TempDir private Path folder;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private S3StandIn standIn;
  private SdkHttpClient http;
  private S3Client s3;
  private S3Presigner presigner;

  @BeforeEach
  void start() throws IOException {
    standIn = S3StandIn.start(folder, 0, events::add);
    http = AwsCrtHttpClient.create();
    s3 =
        S3Client.builder()
            .endpointOverride(standIn.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(http)
            .build();
    presigner =
        S3Presigner.builder()
            .endpointOverride(standIn.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .build();
  }

  @AfterEach
  void close() {
    presigner.close();
    s3.close();
    http.close();
    standIn.close();
  }

  private Offer offer(Optional<Set<String>> groups) {
    return new S3Uploads(s3, presigner, "documents", new Random(7), new Retrying(new Random()))
        .offer(new Upload("informe año.md", "text/markdown", 5, groups));
  }

  private static int put(Offer offer, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(offer.url()).PUT(BodyPublishers.ofString(body));
    offer
        .headers()
        .forEach((name, value) -> {
          if (!name.equalsIgnoreCase("content-length")) {
            request.header(name, value);
          }
        });
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return response.statusCode();
    }
  }

  @Test
  void anOfferIsTakenUpByAnyClientAndOnlyOnce() throws Exception {
    Offer offer = offer(Optional.empty());

    assertEquals("PUT", offer.method());
    assertEquals(200, put(offer, "# ETL"));
    assertEquals(412, put(offer, "# ELT"));
    assertEquals(
        List.of(offer.uri().key()),
        standIn.objects().stream().map(object -> object.key()).toList());
    assertTrue(
        offer.uri().key().matches("uploads/[0-9a-f]{32}/informe año\\.md"), offer.uri()::toString);
  }

  @Test
  void sizeTypeAndThatNothingIsThereYetAreSigned() {
    Offer offer = offer(Optional.empty());

    assertEquals(
        Set.of("content-length", "content-type", "if-none-match"),
        Set.copyOf(offer.headers().keySet().stream().map(String::toLowerCase).toList()));
    assertTrue(
        offer
            .url()
            .getQuery()
            .contains("X-Amz-SignedHeaders=content-length;content-type;host;if-none-match"),
        offer.url()::toString);
    assertTrue(offer.url().getQuery().contains("X-Amz-Expires=900"), offer.url()::toString);
  }

  @Test
  void whoMayReadItIsThereBeforeItIs() throws Exception {
    Offer offer = offer(Optional.of(Set.of("hr", "finance")));

    String sidecar =
        s3.getObjectAsBytes(
                request -> request.bucket("documents").key(offer.uri().key() + ".metadata.json"))
            .asUtf8String();
    assertEquals("{\"metadataAttributes\":{\"groups\":[\"finance\",\"hr\"]}}", sidecar);
    assertEquals(1, standIn.objects().size());
  }

  @Test
  void noTwoOffersAreForOneKey() {
    S3Uploads uploads =
        new S3Uploads(s3, presigner, "documents", new Random(7), new Retrying(new Random()));
    Upload upload = new Upload("a.md", "text/markdown", 5, Optional.empty());

    URI first = uploads.offer(upload).url();
    URI second = uploads.offer(upload).url();

    assertTrue(!first.getPath().equals(second.getPath()));
  }
}
