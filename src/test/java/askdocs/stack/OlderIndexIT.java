package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.Retrying;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/** An index that was made before passages had dates, and a hash of their words. */
@OnTheStack
class OlderIndexIT {
  private static final Languages LANGUAGES = new Languages(List.of("spanish", "english"));
  private static final Embedding VECTOR = new Embedding(new float[] {1, 0, 0});

  /** What {@code old.md}'s first passage of generation 1 is called: the hash of 1/0/old.md. */
  private static final String OLD_ID = "f90762e1c76010ff9ed34401e5b38174a8f40902";

  private final Stack stack;
  private final Retrying retrying = new Retrying(new Random(1));

  OlderIndexIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void isSearchedAsItIsAndTakesDatesOnceItIsWrittenTo() throws IOException {
    IndexRef index = new IndexRef("older-" + System.nanoTime(), "a.model", 3);
    makeWithoutDates(index);
    try (SdkAsyncHttpClient http = AwsCrtAsyncHttpClient.create()) {
      OpenSearch openSearch =
          OpenSearch.at(
              stack.local().resources().openSearch(),
              Region.US_EAST_1,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")),
              http);
      PassageIndex passages =
          new PassageIndex(openSearch, index, LANGUAGES, retrying, Clock.systemUTC());
      HybridRetriever retriever = new HybridRetriever(openSearch, LANGUAGES, retrying);
      Passage old = passage("old.md", Optional.empty());
      writeWithoutDate(index, old);

      assertEquals(Set.of(old), found(retriever, index));

      passages.create();
      Passage dated = passage("new.md", Optional.of(LocalDate.of(2026, 11, 5)));
      passages.write(List.of(new Embedded(dated, VECTOR, Map.of())), true);

      assertEquals(Set.of(old, dated), found(retriever, index));
      passages.drop();
    }
  }

  private void makeWithoutDates(IndexRef index) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (InputStream resource =
        PassageIndex.class.getResourceAsStream("/askdocs/passages-index.json")) {
      ObjectNode definition = (ObjectNode) json.readTree(resource);
      definition.withObject("/mappings/properties").remove(List.of("date", "wordsHash"));
      definition.withObject("/mappings/properties/vector").put("dimension", index.dimensions());
      definition.putObject("aliases").putObject(index.name() + "-write");
      assertEquals(200, put("/" + index.name(), definition.toString()));
    }
  }

  private void writeWithoutDate(IndexRef index, Passage passage) {
    assertEquals(
        201,
        put(
            "/" + index.name() + "/_doc/" + OLD_ID + "?refresh=true&routing=old.md",
            """
            {"bucket": "documents", "key": "old.md", "generation": 1, "ordinal": 0, "version": "e1",
             "title": "%s", "text": "%s", "context": "%s", "tableHeader": "", "start": 0, "end": 10,
             "access": ["*"], "textHash": "any", "attributes": [], "vector": [1, 0, 0]}
            """
                .formatted(passage.title(), passage.text(), passage.context())));
  }

  private int put(String path, String json) {
    return stack
        .send(
            HttpRequest.newBuilder(stack.local().resources().openSearch().resolve(path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)))
        .status();
  }

  private static Set<Passage> found(HybridRetriever retriever, IndexRef index) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
    Set<PassageId> ids =
        retriever
            .candidates(
                new Wanted(
                    index,
                    new Question("pasaje"),
                    Optional.of(VECTOR),
                    List.of("*"),
                    Optional.empty(),
                    10,
                    Set.of()),
                deadline)
            .byMeaning()
            .stream()
            .map(Scored::id)
            .collect(Collectors.toSet());
    return retriever.read(index, Optional.of(VECTOR), ids, deadline).values().stream()
        .map(Hit::passage)
        .collect(Collectors.toSet());
  }

  private static Passage passage(String key, Optional<LocalDate> date) {
    return new Passage(
        new PassageId(key, 1, 0),
        new DocumentUri("documents", key),
        "e1",
        "Título",
        "Un pasaje.",
        "",
        new Location(0, 10, OptionalInt.empty(), Optional.empty()),
        Access.PUBLIC,
        date);
  }
}
