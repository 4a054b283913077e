package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.Filter;
import askdocs.ask.Filter.Order;
import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.Retrying;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.AttributeValue.Flag;
import askdocs.knowledge.AttributeValue.Numeric;
import askdocs.knowledge.AttributeValue.Text;
import askdocs.knowledge.AttributeValue.Texts;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/** Searching by meaning and by words in a real OpenSearch, in an index that nobody else has. */
@OnTheStack
class RetrievalIT {
  private static final Languages LANGUAGES = new Languages(List.of("spanish", "english"));
  private static final Embedding VECTOR = new Embedding(new float[] {1, 0, 0});

  private final Stack stack;
  private final Retrying retrying = new Retrying(new Random(1));
  private final SdkAsyncHttpClient http = AwsCrtAsyncHttpClient.create();
  private IndexRef index;
  private HybridRetriever retriever;
  private PassageIndex passages;

  RetrievalIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void connect() {
    index = new IndexRef("retrieval-" + System.nanoTime(), "a.model", 3);
    OpenSearch openSearch =
        OpenSearch.at(
            stack.local().resources().openSearch(),
            Region.US_EAST_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")),
            http);
    passages = new PassageIndex(openSearch, index, LANGUAGES, retrying, Clock.systemUTC());
    passages.create();
    retriever = new HybridRetriever(openSearch, LANGUAGES, retrying);
  }

  @AfterEach
  void disconnect() {
    passages.drop();
    http.close();
  }

  private Candidates find(
      String question,
      List<String> principals,
      Optional<Filter> filter,
      Set<DocumentVersion> excluded) {
    return retriever.candidates(
        new Wanted(
            index, new Question(question), Optional.of(VECTOR), principals, filter, 200, excluded),
        deadline());
  }

  private List<String> byWords(String question) {
    return find(question, List.of("*"), Optional.empty(), Set.of()).byWords().stream()
        .map(one -> one.id().key())
        .toList();
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(60), Clock.systemUTC());
  }

  @Test
  void wordsAreFoundInTheirStemsWithAccentsAndWithout() {
    passages.write(
        List.of(
            passage("es", "La canción más antigua del archivo.", Access.PUBLIC, Map.of()),
            passage("en", "The oldest running engines.", Access.PUBLIC, Map.of()),
            passage("code", "El modelo XK-42/b.", Access.PUBLIC, Map.of())),
        true);

    assertEquals(List.of("es"), byWords("¿canciones?"));
    assertEquals(List.of("es"), byWords("cancion antiguas"));
    assertEquals(List.of("en"), byWords("engine runs"));
    assertEquals(List.of("code"), byWords("xk 42"));
    assertEquals(List.of(), byWords("?! +-*\"("));
  }

  @Test
  void theContextIsSearchedAndAQuestionOfAnyLengthIs() {
    passages.write(
        List.of(
            passage("titled", "Nada.", Access.PUBLIC, Map.of()),
            passage("other", "Algo.", Access.PUBLIC, Map.of())),
        true);

    assertEquals(List.of("titled"), byWords("titled"));
    assertEquals(List.of("other"), byWords("algo " + "q w e r t y ".repeat(330)));
    assertEquals(List.of("other"), byWords("algo " + "山".repeat(3_900)));
  }

  @Test
  void whatWasFoundIsReadAsItWasWrittenWithItsScore() {
    List<Embedded> all =
        Stream.of("a", "b", "c", "d")
            .map(key -> passage(key, "Texto común.", Access.PUBLIC, Map.of()))
            .toList();
    passages.write(all, true);
    Map<PassageId, Double> scores =
        find("común", List.of("*"), Optional.empty(), Set.of()).byMeaning().stream()
            .collect(Collectors.toMap(Scored::id, Scored::score));

    Map<PassageId, Hit> expected = new HashMap<>();
    for (Embedded one : List.of(all.get(1), all.get(3))) {
      PassageId id = one.passage().id();
      expected.put(id, new Hit(one.passage(), scores.get(id)));
    }
    Set<PassageId> some = new HashSet<>(expected.keySet());
    some.add(new PassageId("gone", 1, 0));
    assertEquals(expected, retriever.read(index, Optional.of(VECTOR), some, deadline()));

    expected.replaceAll((_, hit) -> new Hit(hit.passage(), OptionalDouble.empty()));
    assertEquals(expected, retriever.read(index, Optional.empty(), some, deadline()));
  }

  @Test
  void whatSaysTheSameInTheSameWordsIsToldSo() {
    passages.write(
        List.of(
            passage("a", "Texto común: 5.", Access.PUBLIC, Map.of()),
            passage("b", "texto  comun 5", Access.PUBLIC, Map.of()),
            passage("c", "Texto común: 6.", Access.PUBLIC, Map.of())),
        true);

    Map<String, String> words =
        find("común", List.of("*"), Optional.empty(), Set.of()).byMeaning().stream()
            .collect(Collectors.toMap(one -> one.id().key(), Scored::words));

    assertEquals(words.get("a"), words.get("b"));
    assertEquals(2, Set.copyOf(words.values()).size());
  }

  /** Random passages, callers and filters, held against the filter's meaning written out here. */
  @Test
  void nothingIsFoundByMeaningOrByWordsThatIsNotForTheCallerOrNotAdmitted() {
    Random random = new Random(20_261_122);
    List<Embedded> all = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      all.add(passage("p" + i, "Texto común " + i + ".", access(random), attributes(random)));
    }
    passages.write(all, true);

    int found = 0;
    for (int round = 0; round < 150; round++) {
      Set<String> groups = new HashSet<>(some(List.of("a", "b", "c"), random));
      Optional<Filter> filter =
          round % 5 == 0 ? Optional.empty() : Optional.of(filter(random, Filter.DEEPEST));
      Set<DocumentVersion> excluded =
          some(all, random).stream()
              .filter(_ -> random.nextInt(10) == 0)
              .map(one -> new DocumentVersion(one.passage().id().key(), 1))
              .collect(Collectors.toSet());
      Set<String> expected =
          all.stream()
              .filter(one -> one.passage().access().permits(groups))
              .filter(one -> filter.map(wanted -> holds(wanted, one.attributes())).orElse(true))
              .map(one -> one.passage().id().key())
              .filter(key -> !excluded.contains(new DocumentVersion(key, 1)))
              .collect(Collectors.toSet());

      Candidates candidates = find("común", Access.principalsOf(groups), filter, excluded);

      String what = groups + " " + filter + " without " + excluded;
      assertEquals(expected, keys(candidates.byMeaning()), what);
      assertEquals(expected, keys(candidates.byWords()), what);
      found += expected.size();
    }
    assertTrue(found > 1_000, "too little was there to be found: " + found);
  }

  private static Set<String> keys(List<Scored> found) {
    return found.stream().map(one -> one.id().key()).collect(Collectors.toSet());
  }

  private static Access access(Random random) {
    return random.nextInt(4) == 0
        ? Access.PUBLIC
        : Access.ofGroups(some(List.of("a", "b", "c"), random));
  }

  private static <T> List<T> some(List<T> all, Random random) {
    return all.stream().filter(_ -> random.nextBoolean()).toList();
  }

  private static <T> T oneOf(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static final List<String> KEYS = List.of("x", "y");
  private static final List<String> TEXTS = List.of("ab", "a*b?\\c", "ABC", "ñandú", "1");

  private static Map<String, AttributeValue> attributes(Random random) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (String key : some(KEYS, random)) {
      attributes.put(
          key,
          switch (random.nextInt(4)) {
            case 0 -> new Texts(some(TEXTS, random));
            default -> value(random);
          });
    }
    return attributes;
  }

  private static AttributeValue value(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Numeric(random.nextInt(4) - 1.5);
      case 1 -> new Flag(random.nextBoolean());
      default -> new Text(oneOf(TEXTS, random));
    };
  }

  private static Filter filter(Random random, int depth) {
    String key = random.nextInt(20) == 0 ? "nobody has it" : oneOf(KEYS, random);
    List<AttributeValue> values =
        Stream.generate(() -> value(random)).limit(1 + random.nextInt(3)).toList();
    String text = oneOf(TEXTS, random);
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> new Filter.OneOf(key, values);
      case 1 -> new Filter.NoneOf(key, values);
      case 2 ->
          new Filter.Compared(key, oneOf(List.of(Order.values()), random), random.nextInt(4) - 1.5);
      case 3 -> new Filter.StartsWith(key, text.substring(0, 1));
      case 4 -> new Filter.ListContains(key, text);
      case 5 -> new Filter.StringContains(key, text.substring(text.length() / 2));
      case 6 -> new Filter.AllOf(members(random, depth));
      default -> new Filter.AnyOf(members(random, depth));
    };
  }

  private static List<Filter> members(Random random, int depth) {
    return Stream.generate(() -> filter(random, depth - 1)).limit(2 + random.nextInt(2)).toList();
  }

  private static boolean holds(Filter filter, Map<String, AttributeValue> attributes) {
    return switch (filter) {
      case Filter.AllOf(List<Filter> members) ->
          members.stream().allMatch(member -> holds(member, attributes));
      case Filter.AnyOf(List<Filter> members) ->
          members.stream().anyMatch(member -> holds(member, attributes));
      case Filter.OneOf(String key, List<AttributeValue> values) ->
          values.stream().anyMatch(value -> value.equals(attributes.get(key)));
      case Filter.NoneOf(String key, List<AttributeValue> values) ->
          attributes.containsKey(key)
              && values.stream()
                  .anyMatch(value -> value.getClass() == attributes.get(key).getClass())
              && values.stream().noneMatch(value -> value.equals(attributes.get(key)));
      case Filter.Compared(String key, Order order, double number) ->
          attributes.get(key) instanceof Numeric(double own)
              && switch (order) {
                case GREATER -> own > number;
                case GREATER_OR_EQUAL -> own >= number;
                case LESS -> own < number;
                case LESS_OR_EQUAL -> own <= number;
              };
      case Filter.StartsWith(String key, String prefix) ->
          attributes.get(key) instanceof Text(String own) && own.startsWith(prefix);
      case Filter.ListContains(String key, String member) ->
          attributes.get(key) instanceof Texts(List<String> own) && own.contains(member);
      case Filter.StringContains(String key, String part) ->
          texts(attributes.get(key)).stream().anyMatch(own -> own.contains(part));
    };
  }

  private static List<String> texts(@Nullable AttributeValue value) {
    return switch (value) {
      case Text(String own) -> List.of(own);
      case Texts(List<String> own) -> own;
      case null, default -> List.of();
    };
  }

  private static Embedded passage(
      String key, String text, Access access, Map<String, AttributeValue> attributes) {
    return new Embedded(
        new Passage(
            new PassageId(key, 1, 0),
            new DocumentUri("documents", key),
            "e1",
            key,
            text,
            "",
            new Location(0, text.length(), OptionalInt.empty(), Optional.empty()),
            access),
        new Embedding(new float[] {1, key.hashCode() % 100 / 100f, 0}),
        attributes);
  }
}
