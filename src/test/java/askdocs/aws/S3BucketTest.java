package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Download.Fetched;
import askdocs.ingest.StoredObject;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.UpstreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3BucketTest {
  private final List<GetObjectRequest> requests = new ArrayList<>();

  private Optional<Fetched> fetch(String looked, Answer answer) {
    S3Client s3 =
        new S3Client() {
          @Override
          public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            requests.add(request);
            return new ResponseInputStream<>(
                GetObjectResponse.builder().versionId(answer.versionId()).build(),
                AbortableInputStream.create(
                    new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8))));
          }

          @Override
          public String serviceName() {
            return "s3";
          }

          @Override
          public void close() {}
        };
    return new S3Bucket(s3, "documents", BedrockWire.atOnce())
        .fetch(
            new StoredObject(
                new DocumentUri("documents", "a.txt"),
                "e1",
                Optional.of(looked),
                4,
                Optional.empty(),
                Optional.empty()));
  }

  private interface Answer {
    String versionId();
  }

  @Test
  void theCurrentVersionIsFetchedAndNoOther() throws IOException {
    try (Fetched file = fetch("v1", () -> "v1").orElseThrow()) {
      assertEquals("text", Files.readString(file.file()));
    }
    assertEquals(
        List.of(
            GetObjectRequest.builder()
                .bucket("documents")
                .key("a.txt")
                .ifMatch("\"e1\"")
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofMinutes(2)))
                .build()),
        requests);
  }

  @Test
  void theSameBytesPutAgainAreAnotherVersion() {
    assertEquals(Optional.empty(), fetch("v1", () -> "v2"));
  }

  @Test
  void whatHasChangedOrGoneIsNotFetched() {
    for (int status : List.of(404, 412)) {
      assertEquals(
          Optional.empty(),
          fetch(
              "v1",
              () -> {
                throw S3Exception.builder().statusCode(status).build();
              }));
    }
  }

  @Test
  void aBucketThatForbidsIsAFailure() {
    assertThrows(
        UpstreamException.class,
        () ->
            fetch(
                "v1",
                () -> {
                  throw S3Exception.builder().statusCode(403).build();
                }));
  }
}
