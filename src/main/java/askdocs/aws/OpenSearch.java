package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A managed OpenSearch domain, spoken to in its own JSON, every request signed with SigV4, or sent
 * as a user's.
 */
public final class OpenSearch {
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";

  private static final int UNAUTHORIZED = 401;

  private final OpenSearchGenericClient client;
  private final Optional<SecretLogin> login;

  private OpenSearch(OpenSearchGenericClient client, Optional<SecretLogin> login) {
    this.client = client;
    this.login = login;
  }

  /**
   * A domain that goes by the signature of a role.
   *
   * @param endpoint {@code https://…}; {@code http:} for loopback only
   * @throws IllegalArgumentException for an endpoint that cannot be used, saying why
   */
  public static OpenSearch at(
      URI endpoint, Region region, AwsCredentialsProvider credentials, SdkAsyncHttpClient http) {
    return at(endpoint, region, credentials, http, Optional.empty());
  }

  /** The same; it goes by a user's name and password if there is a login. */
  static OpenSearch at(
      URI endpoint,
      Region region,
      AwsCredentialsProvider credentials,
      SdkAsyncHttpClient http,
      Optional<SecretLogin> login) {
    OpenSearchEndpoint checked = OpenSearchEndpoint.of(endpoint);
    AwsSdk2TransportOptions options =
        AwsSdk2TransportOptions.builder().setCredentials(credentials).build();
    SdkAsyncHttpClient over = checked.over(http);
    SdkAsyncHttpClient known =
        login.<SdkAsyncHttpClient>map(user -> new BasicAuthentication(over, user)).orElse(over);
    return new OpenSearch(
        new OpenSearchGenericClient(
            new AwsSdk2Transport(known, checked.host(), "es", region, options)),
        login);
  }

  /**
   * An answer.
   *
   * @param status its HTTP status, below 500
   * @param body its JSON; missing if there is none
   */
  record Reply(int status, JsonNode body) {
    boolean succeeded() {
      return status < 300;
    }

    /** The error's type, as in {@code index_not_found_exception}; empty for a success. */
    String errorType() {
      return body.path("error").path("type").asText();
    }
  }

  Reply send(
      String method, String path, Map<String, String> parameters, JsonNode body, Duration time) {
    return send(
        method, path, parameters, Optional.ofNullable(Body.from(Json.bytes(body), JSON)), time);
  }

  Reply send(String method, String path, Map<String, String> parameters, Duration time) {
    return send(method, path, parameters, Optional.empty(), time);
  }

  /** Sends lines of JSON, each ended by a line feed. */
  Reply sendLines(String path, Map<String, String> parameters, byte[] lines, Duration time) {
    return send("POST", path, parameters, Optional.ofNullable(Body.from(lines, NDJSON)), time);
  }

  /** A password may have been changed since it was read; then it is read again, once. */
  private Reply send(
      String method,
      String path,
      Map<String, String> parameters,
      Optional<Body> body,
      Duration time) {
    Optional<String> header = login.map(SecretLogin::header);
    Optional<Reply> reply = sendOnce(method, path, parameters, body, time);
    if (reply.isEmpty() && header.isPresent()) {
      login.orElseThrow().refused(header.get());
      reply = sendOnce(method, path, parameters, body, time);
    }
    return reply.orElseThrow(() -> denied(UNAUTHORIZED));
  }

  /** Empty if the domain does not know who asks. */
  @SuppressWarnings("NullAway") // The client takes null for no body.
  private Optional<Reply> sendOnce(
      String method,
      String path,
      Map<String, String> parameters,
      Optional<Body> body,
      Duration time) {
    CompletableFuture<Response> call =
        client.executeAsync(
            Requests.create(method, path, List.of(), parameters, body.orElse(null)));
    try (Response response = call.get(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return response.getStatus() == UNAUTHORIZED ? Optional.empty() : Optional.of(reply(response));
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new UpstreamException(
          "OpenSearch did not answer in time", Kind.RETRYABLE, Sign.UNANSWERED, e, 1);
    } catch (ExecutionException | IOException e) {
      throw new UpstreamException(
          "OpenSearch cannot be reached", Kind.RETRYABLE, Sign.UNANSWERED, e, 1);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new UpstreamException(
          "Waiting for OpenSearch was interrupted", Kind.RETRYABLE, Sign.NOT_CALLED, e, 0);
    }
  }

  private static Reply reply(Response response) throws IOException {
    int status = response.getStatus();
    JsonNode body = MissingNode.getInstance();
    if (response.getBody().isPresent()) {
      try (InputStream in = response.getBody().get().body()) {
        body = Json.MAPPER.readTree(in);
      }
    }
    if (status >= 500 || status == 429) {
      throw new UpstreamException(
          "OpenSearch answered " + status,
          Kind.RETRYABLE,
          status == 429 ? Sign.THROTTLED : Sign.FAILED);
    }
    if (status == 403) {
      throw denied(status);
    }
    return new Reply(status, body);
  }

  private static UpstreamException denied(int status) {
    return new UpstreamException("OpenSearch denies access: " + status, Kind.PERMANENT);
  }

  /** The exception for an answer that nobody expected. */
  static UpstreamException unexpected(String what, Reply reply) {
    return new UpstreamException(
        what + ": OpenSearch answered " + reply.status() + " " + reply.errorType(), Kind.PERMANENT);
  }
}
