package askdocs.local.tools;

import askdocs.knowledge.DocumentStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code GET /documents?key=} says. */
final class ApiOutcomes implements Outcomes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI api;
  private final Optional<String> key;

  /**
   * @param api the API's URL, with or without a slash at its end
   * @param key what goes into the header {@code x-api-key}
   */
  ApiOutcomes(HttpClient http, URI api, Optional<String> key) {
    this.http = http;
    this.api = URI.create(api.toString().replaceFirst("/*$", "/"));
    this.key = key;
  }

  @Override
  public Map<String, Outcome> of(Map<String, Version> versions)
      throws IOException, InterruptedException {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Map.Entry<String, Version> wanted : versions.entrySet()) {
      outcome(wanted.getKey(), wanted.getValue())
          .ifPresent(outcome -> outcomes.put(wanted.getKey(), outcome));
    }
    return outcomes;
  }

  private Optional<Outcome> outcome(String document, Version version)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                api.resolve("documents?key=" + URLEncoder.encode(document, StandardCharsets.UTF_8)))
            .timeout(PATIENCE);
    key.ifPresent(value -> request.header("x-api-key", value));
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new Refusal("The API answers " + response.statusCode() + ": " + response.body());
    }
    JsonNode told = JSON.readTree(response.body());
    DocumentStatus status = DocumentStatus.valueOf(told.path("status").asText());
    boolean ours = told.path("version").asText().equals(version.id().orElse(version.etag()));
    return switch (status) {
      case INDEXED, FAILED, IGNORED ->
          ours
              ? Optional.of(
                  new Outcome(
                      status, Optional.ofNullable(told.get("reason")).map(JsonNode::asText)))
              : Optional.empty();
      case PENDING, IN_PROGRESS, DELETING, NOT_FOUND -> Optional.empty();
    };
  }
}
