package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files made to burst, hang or betray their reader, dropped among good ones. */
class HostileFilesIT {
  /** What is harmless in them may be read; what they name may not. */
  private static final Set<String> MAY_BE_READ = Set.of("xxe.html", "deep.md", "deep.html");

  private static final int VISIBILITY_SECONDS = 1_800;

  @Test
  void eachFailsForItselfAndTheOthersAreFound() throws IOException {
    try (Stack stack = Stack.start(VISIBILITY_SECONDS)) {
      drop(stack);
    }
  }

  private static void drop(Stack stack) throws IOException {
    long function = stack.local().function("IngestFunction").pid();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, byte[]> hostile =
          HostileFiles.all(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"));
      int good = 0;
      for (Map.Entry<String, byte[]> file : hostile.entrySet()) {
        stack.put("hostile/" + file.getKey(), file.getValue());
        stack.put("hostile/good-" + good++ + ".md", "El cofre número " + good + " guarda sal.\n");
      }

      Map<String, String> unexpected = new TreeMap<>();
      for (String name : hostile.keySet()) {
        JsonNode row = concluded(stack, "hostile/" + name);
        boolean refused =
            List.of("FAILED", "IGNORED").contains(row.path("status").asText())
                && !row.path("reason").asText().isBlank();
        if (!refused && !MAY_BE_READ.contains(name)) {
          unexpected.put(name, row.toString());
        }
      }
      assertEquals(Map.of(), unexpected);
      for (int one = 0; one < good; one++) {
        stack.untilIndexed("hostile/good-" + one + ".md");
      }
      listener.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, listener::accept);
    }
    assertFalse(stack.search("root daemon bin nologin").body().contains("/bin/bash"));
    assertEquals(function, stack.local().function("IngestFunction").pid());
  }

  private static JsonNode concluded(Stack stack, String key) {
    return Stack.await(
            key + " is concluded",
            () -> stack.document(key),
            reply ->
                List.of("INDEXED", "FAILED", "IGNORED")
                    .contains(reply.json().path("status").asText()))
        .json();
  }
}
