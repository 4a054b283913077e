package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.stack.OnTheStack;
import askdocs.stack.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uploads through the API, from one end to the other. */
@OnTheStack
class SmokeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Command(int status, String out, String err) {}

  private static Command smoke(Stack stack, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                stack.local().api().toString(), "--s3", stack.local().resources().s3().toString()));
    arguments.addAll(Arrays.asList(more));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Smoke.run(
            arguments,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Command(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theStackDoesWhatItIsFor(Stack stack) {
    Command done = smoke(stack);

    assertEquals(0, done.status(), done::toString);
    assertTrue(done.out().endsWith("All is well.\n"), done::toString);
  }

  @Test
  void whoMayNotUploadIsToldSo(Stack stack) {
    Command done = smoke(stack, "--header", "x-local-groups: readers");

    assertEquals(2, done.status(), done::toString);
    assertTrue(done.err().startsWith("This caller may not upload"), done::toString);
  }

  @Test
  void anUploadIsReadByItsGroupsOnly(Stack stack) throws Exception {
    byte[] text =
        "# Actas\n\nEl notario Umbralejo firma los jueves.\n".getBytes(StandardCharsets.UTF_8);
    JsonNode offer =
        stack
            .post(
                "documents",
                JSON.readTree(
                    """
                    {"name": "actas.md", "contentType": "text/markdown", "bytes": %d,
                     "groups": ["legal"]}\
                    """
                        .formatted(text.length)),
                Optional.of("uploaders,legal"))
            .json();
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(offer.path("url").asText()))
            .PUT(BodyPublishers.ofByteArray(text));
    offer
        .path("headers")
        .properties()
        .forEach(header -> {
          if (!header.getKey().equalsIgnoreCase("content-length")) {
            put.header(header.getKey(), header.getValue().asText());
          }
        });
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(put.build(), BodyHandlers.ofString()).statusCode());
    }
    String uri = offer.path("uri").asText();
    String key = uri.substring("s3://documents/".length());
    Stack.await(
        "an upload",
        () -> stack.document(key, "legal"),
        reply -> reply.status() == 200 && reply.json().path("status").asText().equals("INDEXED"));

    String question = "¿Qué días firma el notario Umbralejo?";
    assertTrue(stack.search(question, "legal").json().findValuesAsText("uri").contains(uri));
    assertFalse(stack.search(question).json().findValuesAsText("uri").contains(uri));
    assertFalse(stack.search(question, "uploaders").json().findValuesAsText("uri").contains(uri));
    assertEquals(404, stack.document(key).status());
  }
}
