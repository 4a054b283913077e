package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.aws.PublishedPrices;
import askdocs.local.Functions;
import askdocs.local.Functions.Deployment;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.Faults;
import askdocs.local.bedrock.Usage.OfModel;
import askdocs.local.functions.FunctionFailure;
import askdocs.local.template.Template;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Usd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The budget against the stand-in's own bill: two processes of AskFunction, twenty callers, calls
 * that fail half-way, and one process that is killed.
 */
@OnTheStack
class BudgetIT {
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";
  private static final String EMBEDDING = "amazon.titan-embed-text-v2:0";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PriceList PRICES = PublishedPrices.read();
  private static final int CALLERS = 20;
  private static final int ASKS = 200;

  /** Of the 28 seconds; so that who gets no answer does not wait for all of them. */
  private static final Duration HELD_BACK = Duration.ofSeconds(14);

  private final Stack stack;
  private final BedrockStandIn bedrock;
  private final DynamoDbClient dynamoDb;

  BudgetIT(Stack stack) {
    this.stack = stack;
    this.bedrock = stack.local().bedrock().orElseThrow();
    this.dynamoDb = Tables.client(stack);
  }

  @AfterEach
  void allIsWell() {
    bedrock.faults(Faults.NONE);
    dynamoDb.close();
  }

  /** Sections that have about as many tokens as bytes, so that the worst case is not far away. */
  private static String dense() {
    Random random = new Random(6);
    return IntStream.range(0, 8)
        .mapToObj(section ->
            "# Casilla %d\n\nEl plano de la casilla %d es %s\n\n"
                .formatted(
                    section,
                    section,
                    IntStream.range(0, 130)
                        .mapToObj(_ ->
                            random
                                .ints(12, 'a', 'z' + 1)
                                .mapToObj(letter -> (char) letter + ".")
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining(" "))))
        .collect(Collectors.joining());
  }

  private void load() {
    stack.putSidecar("budget/plano.md", "{\"metadataAttributes\": {\"budget\": \"yes\"}}");
    stack.put("budget/plano.md", dense());
    stack.untilIndexed("budget/plano.md");
  }

  /** AskFunction in a process of its own, with these variables beside the stack's. */
  private Functions process(String name, Map<String, String> more) {
    try {
      Template.Function function = Template.load(Path.of("template.yaml")).function("AskFunction");
      Map<String, String> environment =
          new TreeMap<>(stack.local().resources().environment(function));
      environment.put("GROUPS_CLAIM", "cognito:groups");
      environment.putAll(more);
      return Functions.start(
          new Deployment(name, environment, function.timeout(), 512, stack.local().logs()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String event(String caller, boolean dryRun) {
    try {
      ObjectNode event = (ObjectNode) JSON.readTree(Path.of("events/ask.json").toFile());
      ObjectNode body =
          JSON.createObjectNode()
              .put("question", "¿Cuál es el plano de la casilla?")
              .put("passages", 8)
              .put("maxTokens", 100)
              .put("dryRun", dryRun);
      body.putObject("filter").putObject("equals").put("key", "budget").put("value", "yes");
      event.put("body", body.toString());
      ObjectNode context = event.withObject("/requestContext");
      context.put("requestTimeEpoch", Instant.now().minus(HELD_BACK).toEpochMilli());
      context.withObject("/authorizer/claims").put("sub", caller);
      return event.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode ask(Functions process, String caller, boolean dryRun)
      throws FunctionFailure {
    try {
      return JSON.readTree(process.invoke("askdocs.lambda.AskFunction", event(caller, dryRun)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode body(JsonNode response) {
    try {
      return JSON.readTree(response.path("body").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the stand-in has billed until now for questions and answers. */
  private Usd billed() {
    OfModel answers = bedrock.usage().of(MODEL);
    OfModel embeddings = bedrock.usage().of(EMBEDDING);
    // A token's price, and not that of one long prompt: no prompt here is a long one.
    return price(ModelUsage.ofEmbedding(EMBEDDING, 1), embeddings.embeddingTokens())
        .plus(price(new ModelUsage(MODEL, 1, 0, 0, 0), answers.inputTokens()))
        .plus(price(new ModelUsage(MODEL, 0, 1, 0, 0), answers.outputTokens()));
  }

  private static Usd price(ModelUsage one, long times) {
    return Usd.of(PRICES.cost(one).multiply(BigDecimal.valueOf(times)));
  }

  @Test
  void parallelAsksNeverCostMoreThanTheBudget() throws Exception {
    load();
    String table = SpendTables.fresh(dynamoDb);
    Usd one;
    Usd most;
    try (Functions unlimited = process("AskFunction-free", Map.of("SPEND_TABLE", table))) {
      JsonNode estimate = body(ask(unlimited, "ana", true));
      most = Usd.of(estimate.path("estimate").path("costUsd").decimalValue());
      Usd before = billed();
      assertEquals(200, ask(unlimited, "ana", false).path("statusCode").asInt());
      one = billed().minus(before);
    }
    Usd budget = one.times(50).plus(most);
    Map<String, String> limits =
        Map.of(
            "SPEND_TABLE",
            table,
            "DAILY_BUDGET_USD",
            budget.dollars().toPlainString(),
            "CALLER_DAILY_BUDGET_USD",
            one.times(5).plus(most).dollars().toPlainString());
    Usd before = billed();
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    try (Functions first = process("AskFunction-1", limits);
        Functions second = process("AskFunction-2", limits)) {
      bedrock.faults(
          """
          {"seed": 6, "shares": [
            {"share": 0.05, "error": "InternalServerException", "operation": "generate"},
            {"share": 0.05, "delayMs": 60000, "operation": "generate"}]}
          """);
      AtomicInteger answered = new AtomicInteger();
      try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int asker = 0; asker < ASKS; asker++) {
          String caller = "caller-" + asker % CALLERS;
          Functions process = asker % 2 == 0 ? first : second;
          askers.submit(() -> {
            int status = 429;
            // Whoever is refused asks again, while others are giving back what they did not need.
            for (int tries = 0; status == 429 && tries < 4; tries++) {
              try {
                status = ask(process, caller, false).path("statusCode").asInt();
              } catch (FunctionFailure e) {
                status = 0;
              }
            }
            if (status == 200 && answered.incrementAndGet() == 8) {
              second.kill();
            }
            statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
            return status;
          });
        }
      }
      Usd atOnce = billed().minus(before);
      assertTrue(atOnce.compareTo(budget) <= 0, () -> atOnce + " of " + budget);
      bedrock.faults(Faults.NONE);
      int later = 0;
      while (later < 100
          && ask(first, "later-" + later / 4, false).path("statusCode").asInt() == 200) {
        later++;
      }
      Usd all = billed().minus(before);
      Map<String, AttributeValue> row = SpendTables.item(dynamoDb, table, "budget#deployment#");
      Usd booked = new Usd(Long.parseLong(row.get("month").n()));
      System.out.printf(
          "An ask is billed %s, at most %s; the budget is %s. %d asks at once: %s, billed %s;"
              + " %d after them, billed %s in all, booked %s%n",
          one, most, budget, ASKS, statuses, atOnce, later, all, booked);

      assertTrue(all.compareTo(budget) <= 0, () -> all + " of " + budget);
      assertTrue(booked.compareTo(budget) <= 0, () -> booked + " of " + budget);
      assertTrue(booked.compareTo(all) >= 0, () -> booked + " for " + all);
      // What is left is less than one more might cost.
      assertTrue(booked.plus(most).compareTo(budget) > 0, () -> booked + " of " + budget);
      assertEquals(ASKS, statuses.values().stream().mapToInt(AtomicInteger::get).sum());
      assertTrue(statuses.containsKey(429) && statuses.containsKey(200), statuses::toString);
      JsonNode refusal = ask(first, "later-x", false);
      assertEquals(429, refusal.path("statusCode").asInt(), refusal::toString);
      assertEquals("budget-exhausted", body(refusal).path("code").asText());
    }
  }
}
