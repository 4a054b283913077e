package askdocs.local.bench;

import askdocs.local.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the ways to an answer, all beside one stack and with the same questions. */
final class Peers {
  static final String FLOOR = "floor";
  static final String LANGCHAIN4J = "langchain4j";
  static final String SPRING_AI = "springai";

  /** How many passages each gives its model. */
  static final int PASSAGES = 8;

  /** Nothing but search and generation: no sessions, no cache; budgets there are none locally. */
  static final Map<String, String> BARE = Map.of("SESSION_TTL", "off", "ANSWER_CACHE", "off");

  static final Map<String, String> SESSIONS = Map.of("SESSION_TTL", "24h");
  static final Map<String, String> CACHE = Map.of("ANSWER_CACHE", "24h");
  static final Map<String, String> RERANK = Map.of("RERANK_MODEL_ID", "amazon.rerank-v1:0");

  /** So small that each reservation is narrowed, as with the default ones, and enough for a run. */
  static final Map<String, String> BUDGET =
      Map.of(
          "DAILY_BUDGET_USD", "20",
          "MONTHLY_BUDGET_USD", "20",
          "CALLER_DAILY_BUDGET_USD", "20",
          "CALLER_MONTHLY_BUDGET_USD", "20");

  private static final String MODEL = "us.anthropic.claude-haiku-5-5";
  private static final int MAX_TOKENS = 800;

  /** An answer is kept under the most tokens that it may have, too: none finds another's. */
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final LocalStack stack;
  private final Path questions;

  /**
   * @param questions a file with one question a line
   */
  Peers(LocalStack stack, Path questions) {
    this.stack = stack;
    this.questions = questions;
  }

  /** The calls that an answer cannot do without, bare. */
  Peer floor() throws IOException {
    return other(FLOOR, "Floor", "passages-*");
  }

  Peer langChain4j() throws IOException {
    return other(LANGCHAIN4J, "LangChain4j", PeerIndices.LANGCHAIN4J);
  }

  Peer springAi() throws IOException {
    return other(SPRING_AI, "SpringAi", PeerIndices.SPRING_AI);
  }

  /** AskDocs, with {@link #BARE}'s settings and these. */
  @SafeVarargs
  final Peer askDocs(String name, Way way, Map<String, String>... settings) throws IOException {
    Map<String, String> environment = new TreeMap<>(common());
    environment.putAll(stack.environment("AskFunction"));
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "AskFunction");
    environment.putAll(BARE);
    for (Map<String, String> some : settings) {
      environment.putAll(some);
    }
    return Peer.start(
        name,
        System.getProperty("java.class.path"),
        AskDocs.class.getName(),
        List.of(
            way.name(),
            Path.of("events", "ask.json").toString(),
            Integer.toString(PASSAGES),
            Integer.toString(MAX_TOKENS + 100 * STARTED.getAndIncrement()),
            questions.toString()),
        environment,
        log(name));
  }

  private Peer other(String name, String mainClass, String index) throws IOException {
    return Peer.start(
        name,
        Ground.BUILT.resolve(name).resolve("lib") + "/*",
        "askdocs.bench." + mainClass,
        List.of(
            stack.resources().openSearch().toString(),
            index,
            MODEL,
            Integer.toString(PASSAGES),
            Integer.toString(MAX_TOKENS),
            questions.toString()),
        common(),
        log(name));
  }

  private Map<String, String> common() {
    return Map.of(
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", stack.resources().bedrock().toString(),
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "any",
        "AWS_SECRET_ACCESS_KEY", "thing");
  }

  private static Path log(String name) {
    return Ground.BUILT.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".log");
  }
}
