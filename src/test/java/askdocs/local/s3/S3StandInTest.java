package askdocs.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3StandInTest {
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "key"));

  @TempDir private Path folder;
  private final List<String> notifications = new CopyOnWriteArrayList<>();
  private S3StandIn standIn;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    standIn = S3StandIn.start(folder, 0, notifications::add);
    s3 =
        S3Client.builder()
            .endpointOverride(standIn.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .forcePathStyle(true)
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    standIn.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etl.md",
        "curso/etl.md",
        "niño/año 2026 + más.md",
        "a//b.md",
        "a/../b.md",
        "./x",
        "~/%41.txt",
        "日本語.txt",
        "folder/",
        ".hidden"
      })
  void takesEveryKeyAndNamesItInTheEvent(String key) throws IOException {
    put(key, "Hola");
    assertEquals("Hola", get(key));
    assertEquals(List.of(key), keys());
    List<String> events = new ArrayList<>();
    events.add(event(0));
    delete(key);
    events.add(event(1));
    assertEquals(List.of("ObjectCreated:Put 4 " + key, "ObjectRemoved:Delete 0 " + key), events);
    assertEquals(List.of(), keys());
  }

  @Test
  void keepsTwoKeysOfWhichOneIsAFolderOfTheOther() {
    put("a", "1");
    put("a/b", "2");
    put("a/b/c", "3");
    assertEquals(List.of("a", "a/b", "a/b/c"), keys());
    assertEquals(List.of("1", "2", "3"), List.of(get("a"), get("a/b"), get("a/b/c")));
  }

  @Test
  void takesTheLongestKey() {
    String key = "ñ".repeat(300) + "/" + "x".repeat(423);
    put(key, "long");
    assertEquals("long", get(key));
    assertEquals(List.of(key), keys());
  }

  @Test
  void listsInTheOrderOfTheBytes() {
    List.of("b", "a/2", "a-1", "é", "z", "a/1", "\uFF5E", "\uD83D\uDE00").forEach(k -> put(k, k));
    assertEquals(List.of("a-1", "a/1", "a/2", "b", "z", "é", "\uFF5E", "\uD83D\uDE00"), keys());
  }

  @Test
  void listsInPagesAndByPrefixAndFolder() {
    List.of("a/1", "a/2", "a/b/3", "a/b/4", "a/c", "b").forEach(k -> put(k, k));
    List<String> paged =
        s3.listObjectsV2Paginator(r -> r.bucket("documents").maxKeys(2)).contents().stream()
            .map(S3Object::key)
            .toList();
    assertEquals(List.of("a/1", "a/2", "a/b/3", "a/b/4", "a/c", "b"), paged);
    List<String> inFolder = new ArrayList<>();
    s3.listObjectsV2Paginator(r -> r.bucket("documents").prefix("a/").delimiter("/").maxKeys(1))
        .forEach(page -> {
          page.contents().forEach(object -> inFolder.add(object.key()));
          page.commonPrefixes().forEach(prefix -> inFolder.add(prefix.prefix()));
        });
    assertEquals(List.of("a/1", "a/2", "a/b/", "a/c"), inFolder);
  }

  @Test
  void aPageThatFollowsKnowsWhatWasWrittenSinceTheOneBefore() {
    List.of("a", "b", "c", "d").forEach(k -> put(k, k));
    ListObjectsV2Response first = s3.listObjectsV2(r -> r.bucket("documents").maxKeys(1));
    put("bb", "new");
    delete("c");
    ListObjectsV2Response second = following(first);
    put("z", "newer");
    ListObjectsV2Response third = following(second);
    assertEquals(
        List.of(List.of("a"), List.of("b", "bb"), List.of("d", "z")),
        List.of(keys(first), keys(second), keys(third)));
  }

  private ListObjectsV2Response following(ListObjectsV2Response page) {
    return s3.listObjectsV2(
        r -> r.bucket("documents").maxKeys(2).continuationToken(page.nextContinuationToken()));
  }

  private static List<String> keys(ListObjectsV2Response page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  @Test
  void keepsTypeMetadataAndTagOverARestart() throws IOException {
    s3.putObject(
        r ->
            r.bucket("documents")
                .key("año.html")
                .contentType("text/markdown; charset=utf-8")
                .metadata(Map.of("origin", "course")),
        RequestBody.fromString("<p>Hola"));
    HeadObjectResponse before = head("año.html");
    assertEquals(
        List.of("text/markdown; charset=utf-8", Map.of("origin", "course"), 7L),
        List.of(before.contentType(), before.metadata(), before.contentLength()));
    stop();
    start();
    HeadObjectResponse after = head("año.html");
    assertEquals(before.eTag(), after.eTag());
    assertEquals(before.contentType(), after.contentType());
    assertEquals(before.metadata(), after.metadata());
    assertEquals(before.lastModified(), after.lastModified());
  }

  @Test
  void readsOnlyTheVersionAskedFor() {
    put("a", "one");
    String tag = head("a").eTag();
    assertEquals("one", getIfMatch("a", tag));
    put("a", "two");
    assertNotEquals(tag, head("a").eTag());
    assertEquals(412, status(() -> getIfMatch("a", tag)));
  }

  @Test
  void writesANewObjectOnlyAndRaisesNothingForARefusedOne() {
    s3.putObject(r -> r.bucket("documents").key("a").ifNoneMatch("*"), RequestBody.fromString("1"));
    int refused =
        status(() ->
            s3.putObject(
                r -> r.bucket("documents").key("a").ifNoneMatch("*"), RequestBody.fromString("2")));
    assertEquals(412, refused);
    assertEquals("1", get("a"));
    assertEquals(1, notifications.size());
  }

  @Test
  void saysThatAMissingObjectIsMissing() {
    assertThrows(NoSuchKeyException.class, () -> get("none"));
    assertThrows(NoSuchKeyException.class, () -> head("none"));
  }

  @Test
  void copies() throws IOException {
    put("año/a b.md", "text");
    s3.copyObject(r ->
        r.sourceBucket("documents")
            .sourceKey("año/a b.md")
            .destinationBucket("documents")
            .destinationKey("copia+.md"));
    assertEquals("text", get("copia+.md"));
    assertEquals("ObjectCreated:Copy 4 copia+.md", event(1));
  }

  @Test
  void deletesManyAndRaisesAnEventForEach() {
    List.of("a", "b/ñ", "c").forEach(k -> put(k, k));
    notifications.clear();
    s3.deleteObjects(r ->
        r.bucket("documents")
            .delete(d ->
                d.objects(
                    ObjectIdentifier.builder().key("a").build(),
                    ObjectIdentifier.builder().key("b/ñ").build())));
    assertEquals(List.of("c"), keys());
    List<String> events = new ArrayList<>();
    for (int i = 0; i < notifications.size(); i++) {
      events.add(uncheckedEvent(i));
    }
    assertEquals(
        List.of("ObjectRemoved:Delete 0 a", "ObjectRemoved:Delete 0 b/ñ"),
        events.stream().sorted().toList());
  }

  @Test
  void putsAnObjectTogetherFromParts() throws IOException {
    String key = "libro/niño.bin";
    String upload = s3.createMultipartUpload(r -> r.bucket("documents").key(key)).uploadId();
    byte[] first = new byte[5 << 20];
    byte[] second = "end".getBytes(UTF_8);
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] part : List.of(first, second)) {
      int number = parts.size() + 1;
      String tag =
          s3.uploadPart(
                  r -> r.bucket("documents").key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    assertEquals(List.of(), notifications);
    assertEquals(List.of(), keys());
    s3.completeMultipartUpload(
        r -> r.bucket("documents").key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    assertEquals((5 << 20) + 3, head(key).contentLength());
    assertTrue(head(key).eTag().endsWith("-2\""), head(key).eTag());
    assertEquals("ObjectCreated:CompleteMultipartUpload 5242883 " + key, event(0));
    assertEquals(1, notifications.size());
  }

  @Test
  void takesAPresignedUpload() throws Exception {
    try (S3Presigner presigner =
            S3Presigner.builder()
                .endpointOverride(standIn.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYBODY)
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        HttpClient http = HttpClient.newHttpClient()) {
      var signed =
          presigner.presignPutObject(p ->
              p.signatureDuration(Duration.ofMinutes(5))
                  .putObjectRequest(r ->
                      r.bucket("documents")
                          .key("uploads/ñ.md")
                          .contentType("text/markdown")
                          .ifNoneMatch("*")));
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(signed.url().toString()))
              .header("Content-Type", "text/markdown")
              .header("If-None-Match", "*")
              .PUT(BodyPublishers.ofString("# Hola"))
              .build();
      assertEquals(200, http.send(put, BodyHandlers.ofString()).statusCode());
      assertEquals(412, http.send(put, BodyHandlers.ofString()).statusCode());
    }
    assertEquals("# Hola", get("uploads/ñ.md"));
    assertEquals("text/markdown", head("uploads/ñ.md").contentType());
    assertEquals(1, notifications.size());
  }

  @Test
  void answersWithoutCredentials() throws Exception {
    put("a b", "1");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest get =
          HttpRequest.newBuilder(standIn.endpoint().resolve("/documents/a%20b")).build();
      assertEquals("1", http.send(get, BodyHandlers.ofString()).body());
    }
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket("documents").key(key), RequestBody.fromString(text));
  }

  private void delete(String key) {
    s3.deleteObject(r -> r.bucket("documents").key(key));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("documents").key(key)).asUtf8String();
  }

  private String getIfMatch(String key, String tag) {
    return s3.getObjectAsBytes(r -> r.bucket("documents").key(key).ifMatch(tag)).asUtf8String();
  }

  private HeadObjectResponse head(String key) {
    return s3.headObject(r -> r.bucket("documents").key(key));
  }

  private List<String> keys() {
    return s3.listObjectsV2(r -> r.bucket("documents")).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static int status(Runnable call) {
    return assertThrows(S3Exception.class, call::run).statusCode();
  }

  private String uncheckedEvent(int i) {
    try {
      return event(i);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String event(int i) throws IOException {
    JsonNode event = new ObjectMapper().readTree(notifications.get(i)).at("/Records/0");
    JsonNode object = event.at("/s3/object");
    String key = java.net.URLDecoder.decode(object.get("key").asText(), UTF_8);
    return event.get("eventName").asText() + " " + object.path("size").asLong() + " " + key;
  }
}
