package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.UpstreamException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Bucket, table and index, page by page. */
class ListingsTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void aPageOfTheBucketIsAskedForWhenTheOneBeforeIsUsedUp() {
    S3Client s3 = Mockito.mock(S3Client.class);
    Mockito.when(s3.listObjectsV2(Mockito.<Consumer<ListObjectsV2Request.Builder>>any()))
        .thenAnswer(call -> {
          ListObjectsV2Request.Builder request = ListObjectsV2Request.builder();
          call.<Consumer<ListObjectsV2Request.Builder>>getArgument(0).accept(request);
          String token = Optional.ofNullable(request.build().continuationToken()).orElse("first");
          asked.add(request.build().bucket() + " " + token);
          return token.equals("first")
              ? ListObjectsV2Response.builder()
                  .contents(object("a"), object("b"))
                  .nextContinuationToken("second")
                  .build()
              : ListObjectsV2Response.builder().contents(object("c")).build();
        });

    Iterator<Listed> objects = new S3Listing(s3, "documents", BedrockWire.atOnce()).objects();

    assertEquals(List.of(), asked);
    assertEquals(new Listed("a", "tag-a"), objects.next());
    assertEquals(new Listed("b", "tag-b"), objects.next());
    assertEquals(List.of("documents first"), asked);
    assertEquals(List.of(new Listed("c", "tag-c")), rest(objects));
    assertEquals(List.of("documents first", "documents second"), asked);
  }

  @Test
  void aBucketThatFailsIsNotAnEmptyOne() {
    S3Client s3 = Mockito.mock(S3Client.class);
    Mockito.when(s3.listObjectsV2(Mockito.<Consumer<ListObjectsV2Request.Builder>>any()))
        .thenThrow(S3Exception.builder().statusCode(403).message("No").build());

    assertThrows(
        UpstreamException.class,
        () -> new S3Listing(s3, "documents", BedrockWire.atOnce()).objects().hasNext());
  }

  @Test
  void theRowsOfOneIndexComeByConsistentReadsAThousandAtATime() {
    Map<String, AttributeValue> last = StateTable.key("passages-1", "a.md");
    DynamoDbClient dynamoDb = Mockito.mock(DynamoDbClient.class);
    Mockito.when(dynamoDb.query(Mockito.<Consumer<QueryRequest.Builder>>any()))
        .thenAnswer(call -> {
          QueryRequest.Builder builder = QueryRequest.builder();
          call.<Consumer<QueryRequest.Builder>>getArgument(0).accept(builder);
          QueryRequest request = builder.build();
          asked.add(
              request.consistentRead()
                  + " "
                  + request.expressionAttributeValues().get(":index").s()
                  + " "
                  + request.limit()
                  + " "
                  + request.exclusiveStartKey().equals(last));
          return request.hasExclusiveStartKey()
              ? QueryResponse.builder().items(List.of(row("b.md"))).build()
              : QueryResponse.builder().items(List.of(row("a.md"))).lastEvaluatedKey(last).build();
        });

    assertEquals(
        List.of(known("a.md"), known("b.md")),
        rest(new IndexRows(dynamoDb, "state", "passages-1", BedrockWire.atOnce()).rows()));
    assertEquals(List.of("true passages-1 1000 false", "true passages-1 1000 true"), asked);
  }

  @Test
  void passagesAreCountedPageByPageOnceAllCanBeFound() throws Exception {
    String first =
        """
        {"_shards": {"failed": 0}, "aggregations": {"held": {
          "after_key": {"key": "a.md", "generation": 7},
          "buckets": [{"key": {"key": "a.md", "generation": 7}, "doc_count": 3}]}}}
        """;
    String none = "{\"_shards\": {\"failed\": 0}, \"aggregations\": {\"held\": {\"buckets\": []}}}";

    List<Held> held =
        onTheIndex(200, List.of("{}", first, none), census -> rest(census.generations()));

    assertEquals(List.of(new Held("a.md", 7, 3)), held);
    assertEquals(
        List.of(
            "POST /passages-1/_refresh",
            "POST /passages-1/_search first",
            "POST /passages-1/_search {\"key\":\"a.md\",\"generation\":7}"),
        asked);
  }

  @Test
  void anIndexThatWasNeverMadeHoldsNothing() throws Exception {
    String missing = "{\"error\": {\"type\": \"index_not_found_exception\"}}";

    assertEquals(
        List.of(),
        onTheIndex(404, List.of(missing, missing), census -> rest(census.generations())));
  }

  @Test
  void aCountThatLacksAShardIsNoCount() throws Exception {
    String partial =
        "{\"_shards\": {\"failed\": 1}, \"aggregations\": {\"held\": {\"buckets\": []}}}";

    assertThrows(
        UpstreamException.class,
        () -> onTheIndex(200, List.of(partial), census -> census.generationsOf("a.md")));
  }

  private interface Use {
    List<Held> of(PassageCensus census);
  }

  /** A domain that gives these answers one after the other. */
  private List<Held> onTheIndex(int status, List<String> answers, Use use) throws IOException {
    Iterator<String> next = answers.iterator();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
          JsonNode composite = body.at("/aggs/held/composite");
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getPath()
                  + (composite.isMissingNode()
                      ? ""
                      : " " + (composite.has("after") ? composite.get("after") : "first")));
          byte[] answer = next.next().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try (SdkAsyncHttpClient http = AwsCrtAsyncHttpClient.create()) {
      OpenSearch openSearch =
          OpenSearch.at(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              Region.US_EAST_1,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")),
              http);
      return use.of(
          new PassageCensus(
              openSearch, "passages-1", new Retrying(new Random(1)), Clock.systemUTC()));
    } finally {
      server.stop(0);
    }
  }

  private static <T> List<T> rest(Iterator<T> members) {
    List<T> rest = new ArrayList<>();
    members.forEachRemaining(rest::add);
    return rest;
  }

  private static S3Object object(String key) {
    return S3Object.builder().key(key).eTag("\"tag-" + key + "\"").build();
  }

  private static Map<String, AttributeValue> row(String key) {
    return Map.of(
        "index", StateTable.text("passages-1"),
        "key", StateTable.text(key),
        "claim", StateTable.number(7),
        "settled", StateTable.number(7),
        "status", StateTable.text("FAILED"),
        "reason", StateTable.text("It is encrypted."),
        "etag", StateTable.text("v1"),
        "pipeline", StateTable.text("reader 1"),
        "claimedAt", StateTable.text("2026-11-22T12:00:00Z"));
  }

  private static Known known(String key) {
    return new Known(
        new DocumentRow(
            key,
            7,
            7,
            OptionalLong.empty(),
            DocumentStatus.FAILED,
            Optional.of(new Fingerprint("v1", Optional.empty(), Optional.empty(), "reader 1"))),
        0,
        Optional.of("It is encrypted."),
        Instant.parse("2026-11-22T12:00:00Z"));
  }
}
