package askdocs.aws;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Sends a name and a password in place of the signature that the transport always makes. */
record BasicAuthentication(SdkAsyncHttpClient http, SecretLogin login)
    implements SdkAsyncHttpClient {
  private static final String AUTHORIZATION = "Authorization";

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    return http.execute(
        AsyncExecuteRequest.builder()
            .request(unsigned(request.request()))
            .requestContentPublisher(request.requestContentPublisher())
            .responseHandler(request.responseHandler())
            .fullDuplex(request.fullDuplex())
            .build());
  }

  private SdkHttpRequest unsigned(SdkHttpRequest request) {
    String header = login.header();
    return request.copy(copy -> {
      List<String> signatures =
          copy.headers().keySet().stream()
              .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
              .toList();
      signatures.forEach(copy::removeHeader);
      copy.putHeader(AUTHORIZATION, header);
    });
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
