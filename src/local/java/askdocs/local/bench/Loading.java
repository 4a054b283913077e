package askdocs.local.bench;

import askdocs.local.LocalStack;
import askdocs.local.eval.BeirSet;
import askdocs.local.s3.S3StandIn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Documents by the way that all take: into the bucket, and a wait until each can be found. */
final class Loading {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LocalStack stack;
  private final PrintStream progress;

  Loading(LocalStack stack, PrintStream progress) {
    this.stack = stack;
    this.progress = progress;
  }

  /** Loads them, and says how long it took. */
  void load(List<BeirSet.Document> documents) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (S3Client s3 = S3StandIn.client(stack.resources().s3())) {
      for (BeirSet.Document document : documents) {
        s3.putObject(
            put -> put.bucket(S3StandIn.BUCKET).key(key(document)),
            RequestBody.fromString(text(document)));
      }
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (BeirSet.Document document : documents) {
        await(http, key(document), begun);
      }
    }
    progress.printf(
        "%,d documents indexed in %.0f s%n", documents.size(), (System.nanoTime() - begun) / 1e9);
  }

  static String key(BeirSet.Document document) {
    return "bench/" + document.id().replaceAll("[^A-Za-z0-9_-]", "-") + ".md";
  }

  private static String text(BeirSet.Document document) {
    return document.title().isBlank()
        ? document.text()
        : "# " + document.title() + "\n\n" + document.text();
  }

  private void await(HttpClient http, String key, long begun)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(stack.api().resolve("/documents/" + key.replace("/", "%2F")))
            .build();
    while (System.nanoTime() - begun < PATIENCE.toNanos()) {
      JsonNode told =
          new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
      switch (told.path("status").asText()) {
        case "INDEXED", "IGNORED" -> {
          return;
        }
        case "FAILED" -> throw new IOException(key + ": " + told.path("reason").asText());
        default -> Thread.sleep(PAUSE);
      }
    }
    throw new IOException("Not indexed in time: " + key);
  }
}
