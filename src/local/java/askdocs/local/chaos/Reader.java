package askdocs.local.chaos;

import askdocs.local.s3.S3StandIn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Searches, and holds each passage that comes against what the bucket holds or has held. */
final class Reader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEME = "s3://" + S3StandIn.BUCKET + "/";
  private static final int WORDS = 8;
  private static final int PASSAGES = 20;

  private final HttpClient http;
  private final URI api;
  private final History history;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger embedded = new AtomicInteger();
  private final AtomicInteger passages = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Set<String> faults = new ConcurrentSkipListSet<>();

  Reader(HttpClient http, URI api, History history) {
    this.http = http;
    this.api = api;
    this.history = history;
  }

  /** How many searches were answered. */
  int reads() {
    return reads.get();
  }

  /** For how many of them the question was embedded. */
  int embedded() {
    return embedded.get();
  }

  /** How many passages they brought. */
  int passages() {
    return passages.get();
  }

  /** How many searches ended with a 503, as they do while OpenSearch is down. */
  int unanswered() {
    return unanswered.get();
  }

  /** What no search may bring, and what one had to bring and did not. */
  Set<String> faults() {
    return Set.copyOf(faults);
  }

  /** Searches for words of documents until it is told to stop. */
  void readUntil(AtomicBoolean stop, Random random) {
    try {
      while (!stop.get()) {
        String group = random.nextBoolean() ? "" : Plan.GROUPS.get(random.nextInt(2));
        var document = history.any(random);
        if (document.isPresent()) {
          List<String> paragraphs = document.get().content().paragraphs();
          String words = words(paragraphs.get(random.nextInt(paragraphs.size())), random);
          for (JsonNode passage : search(words, group)) {
            if (!history.everHeld(key(passage), version(passage), text(passage), group)) {
              faults.add("read by '" + group + "' and never so in the bucket: " + name(passage));
            }
          }
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      faults.add("a search failed: " + e);
    }
  }

  /** Finds each document that somebody may read by its own words, and nothing that is gone. */
  void findAll() throws IOException, InterruptedException {
    for (History.Current document : history.current()) {
      for (String group : List.of("", Plan.GROUPS.get(0), Plan.GROUPS.get(1))) {
        if (document.permit().admits(group) && !document.content().paragraphs().isEmpty()) {
          find(document, group);
          break;
        }
      }
    }
  }

  private void find(History.Current document, String group)
      throws IOException, InterruptedException {
    String wanted = document.content().paragraphs().getFirst();
    boolean found = false;
    for (JsonNode passage : search(wanted, group)) {
      found |= key(passage).equals(document.key()) && text(passage).equals(wanted);
      if (!history.holds(key(passage), version(passage), text(passage), group)) {
        faults.add("read by '" + group + "' and gone: " + name(passage));
      }
    }
    if (!found) {
      faults.add("not found by its own words: " + document.key());
    }
  }

  private static String words(String paragraph, Random random) {
    String[] words = paragraph.split(" ");
    int from = random.nextInt(words.length - WORDS);
    return String.join(" ", Arrays.asList(words).subList(from, from + WORDS));
  }

  private JsonNode search(String question, String group) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("question", question).put("passages", PASSAGES);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.resolve("search"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("x-local-caller", "reader")
            .POST(BodyPublishers.ofString(body.toString()));
    if (!group.isEmpty()) {
      request.header("x-local-groups", group);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 503 || response.statusCode() == 504) {
      unanswered.incrementAndGet();
      return JSON.createArrayNode();
    }
    if (response.statusCode() != 200) {
      faults.add("a search was answered " + response.statusCode() + ": " + response.body());
      return JSON.createArrayNode();
    }
    reads.incrementAndGet();
    JsonNode answer = JSON.readTree(response.body());
    // There is nothing to embed a question for before the first index is there.
    embedded.addAndGet(answer.path("usage").path("embeddingInputTokens").asInt() > 0 ? 1 : 0);
    JsonNode found = answer.path("passages");
    passages.addAndGet(found.size());
    return found;
  }

  private static String key(JsonNode passage) {
    return passage.path("uri").asText().substring(SCHEME.length());
  }

  private static String version(JsonNode passage) {
    return passage.path("version").asText();
  }

  private static String text(JsonNode passage) {
    return passage.path("text").asText();
  }

  private static String name(JsonNode passage) {
    return key(passage) + " " + version(passage);
  }
}
