package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Hit;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Question;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.aws.DocumentStates;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.LiveRows;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.Retrying;
import askdocs.ingest.Conclusion;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Fingerprint;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.ingest.Source;
import askdocs.ingest.StoredObject;
import askdocs.ingest.Verdict;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The adapters to DynamoDB and OpenSearch against real ones, in rows and an index that nobody else
 * has.
 */
@OnTheStack
class AdaptersIT {
  private static final Languages LANGUAGES = new Languages(List.of("spanish", "english"));
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final long CLOCK = NOW.toEpochMilli();
  private static final Clock STILL = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Stack stack;
  private final Retrying retrying = new Retrying(new Random(1));
  private final SdkAsyncHttpClient http = AwsCrtAsyncHttpClient.create();
  private IndexRef index;
  private DynamoDbClient dynamoDb;
  private DocumentStates states;
  private OpenSearch openSearch;
  private PassageIndex passages;

  AdaptersIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void connect() {
    index = new IndexRef("adapters-" + System.nanoTime(), "a.model", 3);
    dynamoDb = Tables.client(stack);
    states = new DocumentStates(dynamoDb, Tables.stateTable(stack), index.name(), retrying, STILL);
    openSearch =
        OpenSearch.at(
            stack.local().resources().openSearch(),
            Region.US_EAST_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")),
            http);
    passages = new PassageIndex(openSearch, index, LANGUAGES, retrying, Clock.systemUTC());
    passages.create();
  }

  @AfterEach
  void disconnect() {
    dynamoDb.close();
    http.close();
  }

  // States

  @Test
  void claimsCountUpFromTheClockAndEachIsNew() {
    assertEquals(unsettled("a", CLOCK + 1), states.claim("a"));
    assertEquals(unsettled("a", CLOCK + 2), states.claim("a"));
    assertEquals(unsettled("b", CLOCK + 1), states.claim("b"));
    DocumentStates later =
        new DocumentStates(
            dynamoDb,
            Tables.stateTable(stack),
            index.name(),
            retrying,
            Clock.offset(STILL, Duration.ofDays(1)));
    assertEquals(unsettled("a", CLOCK + 3), later.claim("a"));
  }

  private static DocumentRow unsettled(String key, long claim) {
    return new DocumentRow(
        key, claim, CLOCK, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty());
  }

  @Test
  void ofTwoClaimsTheLaterCommitsAndTheEarlierGetsItsRowBackWhole() {
    DocumentRow first = states.claim("a");
    DocumentRow second = states.claim("a");
    assertEquals(new Verdict.Accepted(), states.commit(second, indexed("e2")));
    DocumentRow row =
        new DocumentRow(
            "a",
            CLOCK + 2,
            CLOCK + 2,
            OptionalLong.of(CLOCK + 2),
            DocumentStatus.INDEXED,
            Optional.of(fingerprint("e2")));
    assertEquals(new Verdict.Refused(row), states.commit(first, indexed("e1")));
    assertEquals(new Verdict.Refused(row), states.commit(second, indexed("e2")));
  }

  @Test
  void settlingNeedsTheRowThatWasReadLast() {
    states.commit(states.claim("a"), indexed("e1"));
    DocumentRow read = states.claim("a");
    DocumentRow other = states.claim("a");
    assertEquals(new Verdict.Accepted(), states.settle(other, CLOCK + 3));
    DocumentRow now =
        new DocumentRow(
            "a",
            CLOCK + 3,
            CLOCK + 3,
            OptionalLong.of(CLOCK + 1),
            DocumentStatus.INDEXED,
            Optional.of(fingerprint("e1")));
    assertEquals(new Verdict.Refused(now), states.settle(read, CLOCK + 2));
    assertEquals(now.live(), states.claim("a").live());
  }

  @Test
  void aTombstoneLeavesNothingButThatItIsOne() {
    states.commit(states.claim("a"), indexed("e1"));
    assertEquals(
        new Verdict.Accepted(), states.commit(states.claim("a"), new Conclusion.Missing()));
    assertEquals(
        new DocumentRow(
            "a",
            CLOCK + 3,
            CLOCK + 2,
            OptionalLong.empty(),
            DocumentStatus.NOT_FOUND,
            Optional.empty()),
        states.claim("a"));
    assertEquals(
        Set.of("index", "key", "claim", "settled", "status", "updatedAt", "claimedAt"),
        Tables.row(stack, "a").stream()
            .filter(item -> item.get("index").s().equals(index.name()))
            .findFirst()
            .orElseThrow()
            .keySet());
  }

  @Test
  void aFailureTakesTheLiveVersionAway() {
    states.commit(states.claim("a"), indexed("e1"));
    states.commit(states.claim("a"), new Conclusion.Failed(source("e2"), "It is damaged."));
    assertEquals(
        Map.of(),
        new LiveRows(dynamoDb, Tables.stateTable(stack), retrying)
            .live(index, Set.of("a"), Deadline.in(Duration.ofSeconds(20), Clock.systemUTC())));
  }

  @Test
  void whatIsLiveOfManyDocumentsIsReadInOneCall() {
    Map<String, Live> expected = new HashMap<>();
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < 250; i++) {
      String key = "live/%03d ñ".formatted(i);
      asked.add(key);
      DocumentRow claimed = states.claim(key);
      if (i % 5 != 0) {
        states.commit(claimed, indexed("e" + i));
        expected.put(key, new Live(claimed.claim(), Access.PUBLIC));
      }
    }
    asked.add("live/never seen");
    assertEquals(
        expected,
        new LiveRows(dynamoDb, Tables.stateTable(stack), retrying)
            .live(index, asked, Deadline.in(Duration.ofSeconds(20), Clock.systemUTC())));
  }

  private static Conclusion indexed(String etag) {
    return new Conclusion.Indexed(source(etag), "Un título", 3);
  }

  private static Source source(String etag) {
    return new Source(
        new StoredObject(
            new DocumentUri("documents", "a"),
            etag,
            Optional.empty(),
            10,
            Optional.empty(),
            Optional.empty()),
        fingerprint(etag),
        Access.PUBLIC,
        Map.of());
  }

  private static Fingerprint fingerprint(String etag) {
    return new Fingerprint(etag, Optional.of("v-" + etag), Optional.of("s-" + etag), "pipeline 1");
  }

  // Passages

  @Test
  void aCallerGetsAsManyAsWantedThoughAllOfThemAreTheFarthest() {
    List<Embedded> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(passage("secret-" + i, 1, 0, Access.ofGroups(List.of("finance")), 1, 0.001f * i, 0));
    }
    for (int i = 0; i < 5; i++) {
      all.add(passage("public-" + i, 1, 0, Access.PUBLIC, -1, 0.01f * i, 0));
    }
    passages.write(all, true);

    List<Hit> hits = nearest(5, List.of("*"), Set.of());
    assertEquals(List.of("public-4", "public-3", "public-2", "public-1", "public-0"), keys(hits));
    assertEquals(all.get(304).passage(), hits.getFirst().passage());
    assertEquals(0.0, hits.getFirst().score().orElseThrow(), 0.01);
    assertEquals(List.of("secret-0"), keys(nearest(1, List.of("*", "g:finance"), Set.of())));
    assertEquals(List.of(), keys(nearest(5, List.of("g:sales"), Set.of())));
  }

  @Test
  void aVersionThatIsExcludedIsNotFoundAndTheOthersOfTheDocumentAre() {
    passages.write(
        List.of(
            passage("a", 1, 0, Access.PUBLIC, 1, 0, 0),
            passage("a", 2, 0, Access.PUBLIC, 1, 0.1f, 0),
            passage("b", 1, 0, Access.PUBLIC, 1, 0.2f, 0)),
        true);
    assertEquals(
        List.of(new PassageId("a", 2, 0), new PassageId("b", 1, 0)),
        nearest(3, List.of("*"), Set.of(new DocumentVersion("a", 1))).stream()
            .map(hit -> hit.passage().id())
            .toList());
  }

  @Test
  void aRemovalTakesItsGenerationsOfItsDocumentAndNoOthers() {
    List<Embedded> all = new ArrayList<>();
    for (int generation = 1; generation <= 5; generation++) {
      all.add(passage("a", generation, 0, Access.PUBLIC, 1, 0, 0));
      all.add(passage("b", generation, 0, Access.PUBLIC, 1, 0, 0));
    }
    passages.write(all, true);
    passages.remove(new Generations("a", 2, 4, OptionalLong.of(3)));
    assertEquals(
        Set.of("a1", "a3", "a5", "b1", "b2", "b3", "b4", "b5"),
        nearest(20, List.of("*"), Set.of()).stream()
            .map(hit -> hit.passage().id().key() + hit.passage().id().generation())
            .collect(Collectors.toSet()));
    passages.remove(new Generations("a", 2, 4, OptionalLong.of(3)));
    passages.remove(new Generations("no such", 7, 7, OptionalLong.empty()));
  }

  @Test
  void vectorsThatWereMadeBeforeAreFoundByTheTextAndItsContext() {
    Embedded one = passage("a", 1, 0, Access.PUBLIC, 0.25f, 0.5f, 1);
    Embedded two = passage("a", 1, 1, Access.PUBLIC, 1, 0, 0.125f);
    Embedded older = passage("a", 0 + 2, 2, Access.PUBLIC, 1, 1, 0);
    passages.write(List.of(one, two, older), true);
    String asked = one.passage().textInContext();
    assertEquals(
        Map.of(asked, one.embedding()),
        passages.of("a", 1, List.of(asked, older.passage().textInContext(), "nunca escrito")));
    assertEquals(Map.of(), passages.of("b", 1, List.of(asked)));
  }

  @Test
  void aWriteThatFailsInPartThrows() {
    Embedded good = passage("a", 1, 0, Access.PUBLIC, 1, 0, 0);
    Embedded bad =
        new Embedded(
            passage("a", 1, 1, Access.PUBLIC, 1, 0, 0).passage(),
            new Embedding(new float[] {1, 0}),
            Map.of());
    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> passages.write(List.of(good, bad), true));
    assertEquals(Kind.PERMANENT, failure.kind());
  }

  @Test
  void writingTheSameAgainAndMakingTheIndexAgainChangeNothing() {
    List<Embedded> all =
        IntStream.range(0, 3)
            .mapToObj(i -> passage("a", 1, i, Access.PUBLIC, 1, 0.1f * i, 0))
            .toList();
    passages.write(all, true);
    passages.write(all, true);
    passages.create();
    assertEquals(
        all.stream().map(Embedded::passage).toList(),
        nearest(10, List.of("*"), Set.of()).stream().map(Hit::passage).toList());
  }

  private List<Hit> nearest(int count, List<String> principals, Set<DocumentVersion> excluded) {
    HybridRetriever retriever = new HybridRetriever(openSearch, LANGUAGES, retrying);
    Optional<Embedding> question = Optional.of(new Embedding(new float[] {1, 0, 0}));
    Deadline deadline = Deadline.in(Duration.ofSeconds(20), Clock.systemUTC());
    List<PassageId> found =
        retriever
            .candidates(
                new Wanted(
                    index,
                    new Question("pasaje"),
                    question,
                    principals,
                    Optional.empty(),
                    count,
                    excluded),
                deadline)
            .byMeaning()
            .stream()
            .map(Scored::id)
            .toList();
    return found.isEmpty()
        ? List.of()
        : found.stream()
            .map(retriever.read(index, question, Set.copyOf(found), deadline)::get)
            .toList();
  }

  private static List<String> keys(List<Hit> hits) {
    return hits.stream().map(hit -> hit.passage().id().key()).toList();
  }

  private static Embedded passage(
      String key, long generation, int ordinal, Access access, float... vector) {
    String text = "Pasaje " + ordinal + " de " + key + ", generación " + generation + ".";
    return new Embedded(
        new Passage(
            new PassageId(key, generation, ordinal),
            new DocumentUri("documents", key),
            "e" + generation,
            "Título de " + key,
            text,
            "",
            new Location(10, 10 + text.length(), OptionalInt.of(2), Optional.of("Uno › Dos")),
            access),
        new Embedding(vector),
        Map.of("año", new AttributeValue.Numeric(2026)));
  }
}
