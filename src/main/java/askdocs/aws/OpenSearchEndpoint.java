package askdocs.aws;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
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
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
    if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("OPENSEARCH_ENDPOINT is not a URL of a host");
    }
    if (endpoint.getUserInfo() != null || !isOnlyHost(endpoint)) {
      throw new IllegalArgumentException(
          "OPENSEARCH_ENDPOINT has more than a host and a port: give https://" + host);
    }
    if (host.contains(".aoss.")) {
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

  private static boolean isOnlyHost(URI endpoint) {
    String path = endpoint.getPath();
    return (path.isEmpty() || path.equals("/"))
        && endpoint.getQuery() == null
        && endpoint.getFragment() == null;
  }

  /** Nobody is asked for an address: only a literal one counts, beside the one name. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
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
