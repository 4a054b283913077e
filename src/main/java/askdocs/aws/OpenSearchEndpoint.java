package askdocs.aws;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Where a domain is.
 *
 * @param host the host, with its port where there is one
 * @param secure whether it is spoken to over TLS
 */
record OpenSearchEndpoint(String host, boolean secure) {

  /**
   * Checks an endpoint.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static OpenSearchEndpoint of(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme());
    String host = endpoint.getHost();
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("OPENSEARCH_ENDPOINT is not a URL of a host: " + endpoint);
    }
    if (host.endsWith(".aoss.amazonaws.com")) {
      throw new IllegalArgumentException(
          "OPENSEARCH_ENDPOINT is of OpenSearch Serverless, which has no document ids and no"
              + " delete by query: use a managed domain");
    }
    if (scheme.equals("http") && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "OPENSEARCH_ENDPOINT: http is for this machine only; use https for " + host);
    }
    return new OpenSearchEndpoint(endpoint.getAuthority(), scheme.equals("https"));
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost")
          || (Character.isDigit(host.charAt(0)) && InetAddress.getByName(host).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The client, speaking plain HTTP where the endpoint does: the transport always says https. */
  SdkAsyncHttpClient over(SdkAsyncHttpClient http) {
    return secure ? http : new Plain(http);
  }

  private record Plain(SdkAsyncHttpClient http) implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      return http.execute(
          AsyncExecuteRequest.builder()
              .request(request.request().copy(plain -> plain.protocol("http")))
              .requestContentPublisher(request.requestContentPublisher())
              .responseHandler(request.responseHandler())
              .fullDuplex(request.fullDuplex())
              .build());
    }

    @Override
    public String clientName() {
      return http.clientName();
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
