package askdocs.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Some short texts about data engineering, in Spanish and English, to ask about at once. */
final class Samples {
  /** What their keys begin with. */
  static final String PREFIX = "samples/";

  private static final Map<String, String> FILES = new LinkedHashMap<>();
  private static final Duration PAUSE = Duration.ofMillis(250);

  static {
    FILES.put("etl.md", "text/markdown; charset=utf-8");
    FILES.put("calidad-de-datos.txt", "text/plain; charset=utf-8");
    FILES.put("data-lake.html", "text/html; charset=utf-8");
    FILES.put(
        "modelado-dimensional.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    FILES.put("streaming.pdf", "application/pdf");
  }

  private final HttpClient http;

  Samples(HttpClient http) {
    this.http = http;
  }

  /** Puts them into the bucket, as anybody would. */
  void put(URI s3) throws IOException, InterruptedException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      byte[] bytes;
      try (InputStream in =
          Samples.class.getResourceAsStream("/askdocs/samples/" + file.getKey())) {
        bytes = in.readAllBytes();
      }
      HttpRequest put =
          HttpRequest.newBuilder(s3.resolve("/documents/" + PREFIX + file.getKey()))
              .header("Content-Type", file.getValue())
              .PUT(BodyPublishers.ofByteArray(bytes))
              .build();
      HttpResponse<String> response = http.send(put, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("S3 did not take " + file.getKey() + ": " + response.body());
      }
    }
  }

  /** How many of them can be found, and what became of those that cannot. */
  record State(int indexed, Map<String, String> others) {
    boolean settled() {
      return indexed + others.values().stream().filter(s -> s.startsWith("FAILED")).count()
          >= FILES.size();
    }
  }

  /** Waits until all of them are indexed or have failed, but no longer than this. */
  State await(URI api, Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    State state = state(api);
    while (!state.settled() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      state = state(api);
    }
    return state;
  }

  private State state(URI api) throws IOException, InterruptedException {
    HttpRequest list =
        HttpRequest.newBuilder(
                api.resolve(
                    "documents?prefix=" + URLEncoder.encode(PREFIX, StandardCharsets.UTF_8)))
            .timeout(Duration.ofSeconds(60))
            .build();
    HttpResponse<String> response = http.send(list, BodyHandlers.ofString());
    int indexed = 0;
    Map<String, String> others = new LinkedHashMap<>();
    if (response.statusCode() != 200) {
      others.put("GET /documents", response.body());
      return new State(indexed, others);
    }
    for (JsonNode document : new ObjectMapper().readTree(response.body()).path("documents")) {
      String status = document.path("status").asText();
      if (status.equals("INDEXED")) {
        indexed++;
      } else {
        others.put(
            document.path("uri").asText(),
            (status + " " + document.path("reason").asText("")).strip());
      }
    }
    return new State(indexed, others);
  }
}
