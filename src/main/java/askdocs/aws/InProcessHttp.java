package askdocs.aws;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Answers requests inside this JVM: it opens no socket, so that nothing that is sent by it can
 * reach anybody. All else is as ever: requests are marshalled and signed, and answers are read.
 */
final class InProcessHttp implements SdkHttpClient, SdkAsyncHttpClient {
  private static final String NAME = "InProcess";
  private static final String OPERATION = "X-Amz-Target";

  private final HttpAnswers answers;

  InProcessHttp(HttpAnswers answers) {
    this.answers = answers;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        byte[] sent = new byte[0];
        if (request.contentStreamProvider().isPresent()) {
          try (InputStream body = request.contentStreamProvider().get().newStream()) {
            sent = body.readAllBytes();
          }
        }
        byte[] answer = answer(request.httpRequest(), sent);
        return HttpExecuteResponse.builder()
            .response(head(answer))
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // It is over as soon as it has begun.
      }
    };
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    return SdkPublisher.adapt(request.requestContentPublisher())
        .subscribe(piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          sent.writeBytes(bytes);
        })
        .thenRun(() -> {
          byte[] answer = answer(request.request(), sent.toByteArray());
          request.responseHandler().onHeaders(head(answer));
          request
              .responseHandler()
              .onStream(SdkPublisher.fromIterable(List.of(ByteBuffer.wrap(answer))));
        });
  }

  private byte[] answer(SdkHttpRequest request, byte[] sent) {
    boolean zipped = request.firstMatchingHeader("Content-Encoding").orElse("").equals("gzip");
    return answers.to(
        request.firstMatchingHeader(OPERATION).orElse(""),
        request.encodedPath(),
        zipped ? unzipped(sent) : sent);
  }

  private static byte[] unzipped(byte[] sent) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("What is sent zipped can be read", e);
    }
  }

  private static SdkHttpResponse head(byte[] answer) {
    return SdkHttpResponse.builder()
        .statusCode(200)
        .putHeader("Content-Type", "application/json")
        .putHeader("Content-Length", Integer.toString(answer.length))
        .build();
  }

  @Override
  public String clientName() {
    return NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
