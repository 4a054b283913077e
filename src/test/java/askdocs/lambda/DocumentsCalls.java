package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.json;

import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentLookup;
import askdocs.knowledge.Caller;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What callers are shown of documents, through the real function; for other packages' tests. */
public final class DocumentsCalls {
  private final DocumentsFunction function;
  private final ObjectNode event = event("documents");
  private final Context context = Samples.context(30_000);

  /** Calls of a function with these ports. */
  public DocumentsCalls(DocumentList list, DocumentLookup lookup) {
    this.function =
        new DocumentsFunction(
            new Edge(CLOCK, "groups"),
            list,
            lookup,
            new UploadRequests("*"),
            upload -> {
              throw new AssertionError(upload);
            });
  }

  /** All that a caller gets. */
  public record Reply(int status, JsonNode headers, JsonNode body) {}

  /** {@code GET /documents} with this query. */
  public Reply list(Caller caller, Map<String, String> query) {
    ObjectNode request = event.deepCopy();
    ObjectNode parameters = request.putObject("queryStringParameters");
    query.forEach(parameters::put);
    return reply(caller, request);
  }

  /** {@code GET /documents/KEY}. */
  public Reply one(Caller caller, String key) {
    ObjectNode request = event.deepCopy().put("resource", "/documents/{key+}");
    request.putNull("queryStringParameters");
    request
        .putObject("pathParameters")
        .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
    return reply(caller, request);
  }

  private Reply reply(Caller caller, ObjectNode request) {
    request
        .withObject("/requestContext/authorizer/claims")
        .put("sub", caller.id())
        .put("groups", String.join(",", caller.groups()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      function.handleRequest(
          new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8)),
          out,
          context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode response = json(out.toString(StandardCharsets.UTF_8));
    return new Reply(
        response.path("statusCode").intValue(),
        response.path("headers"),
        json(response.path("body").textValue()));
  }
}
