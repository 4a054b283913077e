package askdocs.local.bench;

import askdocs.bench.Asker;
import askdocs.bench.Workload;
import askdocs.lambda.AskFunction;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** AskFunction as Lambda calls it, from the gateway's event to the proxy response. */
final class AskDocs implements Asker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MILLIS_LEFT = 28_000;

  private final AskFunction function = new AskFunction();
  private final JsonNode event;
  private final int passages;
  private final int maxTokens;

  private AskDocs(Path event, int passages, int maxTokens) throws IOException {
    this.event = JSON.readTree(event.toFile());
    this.passages = passages;
    this.maxTokens = maxTokens;
  }

  /** Arguments: an event of POST /ask, the passages, the most tokens, the questions. */
  public static void main(String[] args) throws Exception {
    Workload.run(
        new AskDocs(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])),
        Path.of(args[3]));
  }

  @Override
  public String ask(String question) throws IOException {
    ObjectNode request = event.deepCopy();
    request.put(
        "body",
        JSON.createObjectNode()
            .put("question", question)
            .put("passages", passages)
            .put("maxTokens", maxTokens)
            .toString());
    request.withObject("/requestContext").put("requestTimeEpoch", System.currentTimeMillis());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(JSON.writeValueAsBytes(request)), out, context());
    JsonNode response = JSON.readTree(out.toByteArray());
    if (response.path("statusCode").asInt() != 200) {
      throw new IOException("Status " + response.path("statusCode") + ": " + response.path("body"));
    }
    return JSON.readTree(response.path("body").asText()).path("answer").asText();
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> MILLIS_LEFT;
                  case "getAwsRequestId" -> "bench";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
