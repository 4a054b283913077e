package askdocs.local.invoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** AskFunction's package before and after a snapshot, in the real runtime client. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "The packages have native code for Lambda's platform")
class SnapStartIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the process did.
   *
   * @param callsBefore connections that it had opened when its snapshot would have been taken
   * @param openBefore connections that were open then, without that to the Runtime API
   * @param said its whole output
   */
  private record Life(int callsBefore, long openBefore, Outcome outcome, String said) {}

  /** Takes connections, and ends each at once. */
  private static final class Refusing implements AutoCloseable {
    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final AtomicInteger calls = new AtomicInteger();

    Refusing() throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                try (Socket _ = listening.accept()) {
                  calls.incrementAndGet();
                }
              }
            } catch (IOException e) {
              // It has been closed.
            }
          });
    }

    String url() {
      return "http://127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  @Test
  void primingCallsNobodyAndTheRequestDoes() throws Exception {
    try (Refusing upstreams = new Refusing()) {
      Life life =
          live(
              Map.of(
                  "AWS_ENDPOINT_URL_DYNAMODB", upstreams.url(),
                  "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", upstreams.url(),
                  "AWS_ENDPOINT_URL_S3", upstreams.url(),
                  "AWS_ENDPOINT_URL_SQS", upstreams.url(),
                  "OPENSEARCH_ENDPOINT", upstreams.url()),
              upstreams.calls);

      assertEquals(0, life.callsBefore(), life::said);
      assertEquals(503, response(life).path("statusCode").intValue(), life::said);
      assertTrue(upstreams.calls.get() > 0, life::said);
    }
  }

  @Test
  void theFirstRequestAfterARestoreIsAnsweredAndAloneInTheLog() throws Exception {
    try (CannedUpstreams upstreams = new CannedUpstreams()) {
      Life life = live(upstreams.environment(), new AtomicInteger());

      JsonNode body = JSON.readTree(response(life).path("body").textValue());
      assertEquals(0, life.openBefore(), life::said);
      assertEquals("answered", body.path("outcome").textValue(), life::said);
      assertEquals(
          "s3://documents/etl.md",
          body.at("/citations/0/sources/0/uri").textValue(),
          body::toPrettyString);
      assertFalse(life.said().contains("Priming failed"), life::said);
      assertFalse(life.said().contains("\"requestId\":\"priming\""), life::said);
      assertEquals(
          1,
          life.said().lines().filter(line -> line.contains("\"message\":\"request\"")).count(),
          life::said);
    }
  }

  private static JsonNode response(Life life) throws IOException {
    assertTrue(life.outcome() instanceof Outcome.Answered, life::said);
    return JSON.readTree(life.outcome().payload());
  }

  private static Life live(Map<String, String> upstreams, AtomicInteger calls) throws Exception {
    Template.Function function = Template.load(Path.of("template.yaml")).function("AskFunction");
    Map<String, String> environment =
        new TreeMap<>(LocalResources.ON_DEFAULT_PORTS.environment(function));
    environment.putAll(upstreams);
    if (upstreams.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
      // As on Lambda, it asks for its credentials.
      environment.remove("AWS_ACCESS_KEY_ID");
      environment.remove("AWS_SECRET_ACCESS_KEY");
    }
    String event = Files.readString(Path.of("events/ask.json"));
    try (RuntimeApi api =
        new RuntimeApi(event, function.timeout(), "arn:test", Clock.systemUTC())) {
      Process process = new Invocation(function, environment, event).start(api);
      try {
        api.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        int before = calls.get();
        long open = connections(process, api);
        api.restore();
        Outcome outcome = api.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.toHandle().destroyForcibly();
        return new Life(
            before,
            open,
            outcome,
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** Established TCP connections of a process, as Linux lists them. */
  private static long connections(Process process, RuntimeApi api) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          sockets.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    String runtime =
        "%04X".formatted(Integer.parseInt(api.address().substring("127.0.0.1:".length())));
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
    lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[3].equals("01") && sockets.contains(fields[9]))
        .filter(fields -> !fields[2].endsWith(":" + runtime))
        .count();
  }
}
