package askdocs.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.mockito.Mockito;

/** The small vocabulary of this package's tests. */
final class Samples {
  /** When the events in events/ came to the gateway. */
  static final Instant RECEIVED = Instant.ofEpochMilli(1_795_370_400_000L);

  static final Clock CLOCK = Clock.fixed(RECEIVED, ZoneOffset.UTC);

  private Samples() {}

  /** An event of the folder events/. */
  static ObjectNode event(String name) {
    try {
      return (ObjectNode) json(Files.readString(Path.of("events", name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return Json.STRICT.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Context context(int remainingMs) {
    Context context = Mockito.mock(Context.class);
    Mockito.when(context.getAwsRequestId()).thenReturn("lambda-request");
    Mockito.when(context.getFunctionName()).thenReturn("function-1");
    Mockito.when(context.getRemainingTimeInMillis()).thenReturn(remainingMs);
    return context;
  }

  /** A handler. */
  interface Handler {
    void handle(ByteArrayInputStream in, ByteArrayOutputStream out, Context context)
        throws IOException;
  }

  /** What the handler answers, read as JSON, and described in openapi.json if it is the API's. */
  static JsonNode invoke(Handler handler, String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handle(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context(30_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode response = json(out.toString(StandardCharsets.UTF_8));
    DocumentedApi.requireDescribed(json(event), response);
    return response;
  }
}
