package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.UpstreamException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A domain with users, and Secrets Manager, both as they are spoken to on the wire. */
class SecretLoginTest {
  private static final String ARN = "arn:aws:secretsmanager:us-east-1:1:secret:search-a1b2c3";
  private static final String READ = "secretsmanager.GetSecretValue {\"SecretId\":\"" + ARN + "\"}";
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y"));

  /** Each request's first line of interest, in order. */
  private final List<String> wire = new ArrayList<>();

  private String secret = "{\"username\": \"ask\", \"password\": \"first\"}";
  private String password = "first";
  private boolean secretsManagerFails;
  private Instant now = Instant.EPOCH;

  private final HttpServer server = server();
  private final SdkHttpClient http = AwsCrtHttpClient.create();
  private final SdkAsyncHttpClient asyncHttp = AwsCrtAsyncHttpClient.create();
  private final SecretsManagerClient secrets =
      SecretsManagerClient.builder()
          .endpointOverride(endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .httpClient(http)
          .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private final OpenSearch domain =
      OpenSearch.at(
          endpoint(),
          Region.US_EAST_1,
          CREDENTIALS,
          asyncHttp,
          Optional.of(new SecretLogin(secrets, ARN, new Ticking())));

  private final class Ticking extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext("/", this::answer);
      made.start();
      return made;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (target != null) {
      wire.add(target + " " + asked);
      if (secretsManagerFails) {
        send(exchange, 500, "{\"__type\": \"InternalServiceError\"}");
      } else {
        send(exchange, 200, Json.MAPPER.createObjectNode().put("SecretString", secret).toString());
      }
      return;
    }
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    boolean signed =
        exchange.getRequestHeaders().keySet().stream().anyMatch(n -> n.startsWith("X-amz"));
    wire.add((signed ? "signed " : "") + exchange.getRequestURI() + " as " + user(sent));
    send(exchange, user(sent).equals("ask:" + password) ? 200 : 401, "{}");
  }

  private static String user(String authorization) {
    return authorization.startsWith("Basic ")
        ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
        : authorization;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void close() {
    secrets.close();
    http.close();
    asyncHttp.close();
    server.stop(0);
  }

  private int search() {
    return domain.send("GET", "/a", Map.of(), Duration.ofSeconds(20)).status();
  }

  @Test
  void theSecretIsReadOnceForManyRequestsAndNoneIsSigned() {
    search();
    search();
    now = now.plus(SecretLogin.KEPT).minusMillis(1);

    assertEquals(200, search());
    assertEquals(List.of(READ, "/a as ask:first", "/a as ask:first", "/a as ask:first"), wire);
  }

  @Test
  void afterMinutesItIsReadAgain() {
    search();
    now = now.plus(SecretLogin.KEPT);
    search();

    assertEquals(List.of(READ, "/a as ask:first", READ, "/a as ask:first"), wire);
  }

  @Test
  void aPasswordThatWasRotatedIsFollowedAtOnce() {
    search();
    password = "second";
    secret = "{\"username\": \"ask\", \"password\": \"second\"}";

    assertEquals(200, search());
    assertEquals(
        List.of(READ, "/a as ask:first", "/a as ask:first", READ, "/a as ask:second"), wire);
  }

  @Test
  void aPasswordThatStaysWrongIsTriedTwiceAndNoMore() {
    password = "another";

    UpstreamException denied = assertThrows(UpstreamException.class, this::search);

    assertEquals(UpstreamException.Kind.PERMANENT, denied.kind());
    assertEquals(List.of(READ, "/a as ask:first", READ, "/a as ask:first"), wire);
  }

  @Test
  void whileSecretsManagerIsDownTheLastOneServes() {
    search();
    secretsManagerFails = true;
    now = now.plus(SecretLogin.KEPT);

    assertEquals(200, search());
    assertEquals(200, search());
    assertEquals(
        List.of(READ, "/a as ask:first", READ, "/a as ask:first", "/a as ask:first"), wire);
  }

  @Test
  void withoutOneNothingIsSent() {
    secretsManagerFails = true;

    UpstreamException failure = assertThrows(UpstreamException.class, this::search);

    assertEquals(UpstreamException.Kind.RETRYABLE, failure.kind());
    assertEquals(List.of(READ), wire);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "{\"username\": \"ask\", \"passwort\": \"hunter2\"}",
        "{\"username\": \"a:b\", \"password\": \"hunter2\"}",
        ""
      })
  void whatIsNoLoginIsNeverQuoted(String unusable) {
    secret = unusable;

    UpstreamException failure = assertThrows(UpstreamException.class, this::search);

    assertEquals(UpstreamException.Kind.PERMANENT, failure.kind());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertFalse(String.valueOf(each.getMessage()).contains("hunter2"));
    }
  }
}
