package askdocs.local.bench;

import askdocs.bench.Asker;
import askdocs.bench.Workload;
import askdocs.lambda.AskFunction;
import askdocs.lambda.AskStreamFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The functions as Lambda calls them, from the gateway's event to the proxy response. */
final class AskDocs implements Asker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MILLIS_LEFT = 28_000;
  private static final int MOST_PASSAGES = 50;
  private static final byte[] TEXT = "event: text".getBytes(StandardCharsets.UTF_8);

  private final AskFunction function = new AskFunction();
  private Optional<AskStreamFunction> streaming = Optional.empty();
  private final JsonNode event;
  private final int passages;
  private final int maxTokens;
  private final int questions;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * @param questions after so many a question comes again, and must not find its answer in the
   *     cache: it may then have a token more; 0 if it must
   */
  private AskDocs(Path event, int passages, int maxTokens, int questions) throws IOException {
    this.event = JSON.readTree(event.toFile());
    this.passages = passages;
    this.maxTokens = maxTokens;
    this.questions = questions;
  }

  /** Arguments: a {@link Way}, an event of POST /ask, the passages, the most tokens, questions. */
  public static void main(String[] args) throws Exception {
    Way way = Way.valueOf(args[0]);
    Path event = Path.of(args[1]);
    int passages = Integer.parseInt(args[2]);
    int maxTokens = Integer.parseInt(args[3]);
    Path questions = Path.of(args[4]);
    int count = Files.readAllLines(questions).size();
    Asker asker =
        switch (way) {
          case FUNCTION -> new AskDocs(event, passages, maxTokens, count);
          case REPEATED -> new AskDocs(event, passages, maxTokens, 0);
          case ANSWERING -> new BareAnswering(passages, maxTokens, true);
          case NOT_LIVE -> new BareAnswering(passages, maxTokens, false);
        };
    Workload.run(asker, questions);
  }

  @Override
  public String ask(String question) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(request("/ask", question, passages), out, context());
    return body(out.toByteArray()).path("answer").asText();
  }

  @Override
  public String stream(String question, Runnable first) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int one) {
            all.write(one);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            all.write(bytes, offset, length);
            if (indexOf(TEXT, bytes, offset, length)) {
              first.run();
            }
          }
        };
    streaming().handleRequest(request("/ask/stream", question, passages), out, context());
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Made when it is first wanted: it has connections of its own. */
  private synchronized AskStreamFunction streaming() {
    if (streaming.isEmpty()) {
      streaming = Optional.of(new AskStreamFunction());
    }
    return streaming.get();
  }

  @Override
  public List<String> find(String question) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(request("/search", question, MOST_PASSAGES), out, context());
    List<String> keys = new ArrayList<>();
    body(out.toByteArray())
        .path("passages")
        .forEach(passage -> keys.add(passage.path("uri").asText().replaceFirst("s3://[^/]+/", "")));
    return keys;
  }

  private InputStream request(String resource, String question, int passages) throws IOException {
    ObjectNode request = event.deepCopy();
    request.put("resource", resource).put("path", resource);
    request.put(
        "body",
        JSON.createObjectNode()
            .put("question", question)
            .put("passages", passages)
            .put(
                "maxTokens", maxTokens + (questions == 0 ? 0 : asked.getAndIncrement() / questions))
            .toString());
    request.withObject("/requestContext").put("requestTimeEpoch", System.currentTimeMillis());
    return new ByteArrayInputStream(JSON.writeValueAsBytes(request));
  }

  private static JsonNode body(byte[] bytes) throws IOException {
    JsonNode response = JSON.readTree(bytes);
    if (response.path("statusCode").asInt() != 200) {
      throw new IOException("Status " + response.path("statusCode") + ": " + response.path("body"));
    }
    return JSON.readTree(response.path("body").asText());
  }

  private static boolean indexOf(byte[] sought, byte[] bytes, int offset, int length) {
    for (int at = offset; at + sought.length <= offset + length; at++) {
      if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> MILLIS_LEFT;
                  case "getAwsRequestId", "getFunctionName" -> "bench";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
