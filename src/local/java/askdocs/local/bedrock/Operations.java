package askdocs.local.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import askdocs.local.bedrock.FaultInjection.Operation;
import askdocs.local.bedrock.Model.Chat;
import askdocs.local.bedrock.Model.Cohere;
import askdocs.local.bedrock.Model.Reranker;
import askdocs.local.bedrock.Model.Titan;
import askdocs.local.bedrock.RateLimits.Reservation;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The operations of Bedrock Runtime, without their transport. */
final class Operations implements AutoCloseable {
  private final Embedder embedder;
  private final TitanEmbeddings titan;
  private final CohereEmbeddings cohere;
  private final Reranking reranking;
  private final RateLimits limits;
  private final FaultInjection faults = new FaultInjection();
  private final Usage.Ledger ledger = new Usage.Ledger();
  private final Earlier earlier = new Earlier();
  private final AtomicReference<AnswerMode> answers;
  private final AtomicReference<String> asked = new AtomicReference<>("{}");
  private final AtomicReference<Optional<StreamTimes>> streamed =
      new AtomicReference<>(Optional.empty());

  Operations(BedrockStandIn.Options options) {
    embedder = new Embedder(options.embeddings());
    titan = new TitanEmbeddings(embedder);
    cohere = new CohereEmbeddings(embedder);
    reranking = new Reranking(embedder);
    limits = new RateLimits(options.clock());
    answers = new AtomicReference<>(options.answers());
  }

  /** A successful answer. */
  sealed interface Response permits Reply, ConverseStream {}

  /** One that comes at once. */
  record Reply(JsonNode body, Map<String, String> headers) implements Response {}

  Embedder embedder() {
    return embedder;
  }

  Usage.Ledger ledger() {
    return ledger;
  }

  boolean down() {
    return faults.down();
  }

  void faults(Faults wanted) {
    faults.set(wanted);
    limits.set(wanted.rateLimits());
  }

  /** The last request to a model that answers. */
  String asked() {
    return asked.get();
  }

  void answers(AnswerMode mode) {
    answers.set(mode);
  }

  Optional<StreamTimes> streamed() {
    return streamed.get();
  }

  /** Answers InvokeModel. */
  Reply invoke(String modelId, byte[] body) {
    return counted(
        modelId,
        named ->
            switch (named.model()) {
              case Titan model -> embed(named, () -> titan(model, body));
              case Cohere model -> embed(named, () -> cohere(model, body));
              case Reranker model -> rerank(named, model, body);
              case Chat _ -> throw Refused.notSpoken("InvokeModel for " + named.calledAs());
            });
  }

  /** Answers Converse. */
  Reply converse(String modelId, byte[] body) {
    return counted(
        modelId,
        named ->
            switch (named.model()) {
              case Chat model -> generate(named, model, body);
              case Titan _, Cohere _, Reranker _ -> throw noChat();
            });
  }

  /** Answers ConverseStream. */
  ConverseStream converseStream(String modelId, byte[] body) {
    return counted(
        modelId,
        named ->
            switch (named.model()) {
              case Chat model -> stream(named, model, body);
              case Titan _, Cohere _, Reranker _ -> throw noChat();
            });
  }

  private static Refused noChat() {
    return Refused.validation(
        "This action doesn't support the model that you provided. Try again with a"
            + " supported text or chat model.");
  }

  /** Answers CountTokens, which takes bare ids only, and only those of some models. */
  Reply countTokens(String modelId, byte[] body) {
    Catalogue.Named named = Catalogue.named(modelId);
    if (named.byProfile() || !(named.model() instanceof Chat model) || !model.citations()) {
      throw Refused.validation("The provided model doesn't support counting tokens.");
    }
    Shape shape = new Shape();
    JsonNode request = shape.object(json(body), "", Set.of("input"));
    shape.require(request.hasNonNull("input"), "input", "Member must not be null");
    shape.done();
    JsonNode input = request.get("input");
    if (shape.union(input, "input", Set.of("converse", "invokeModel")).equals("invokeModel")) {
      throw Refused.notSpoken("CountTokens for InvokeModel");
    }
    int tokens = ConverseReader.read(input.get("converse")).inputTokens();
    return new Reply(Json.object().put("inputTokens", tokens), Map.of());
  }

  private interface Call<T extends Response> {
    T answer(Catalogue.Named model);
  }

  private <T extends Response> T counted(String modelId, Call<T> call) {
    String billedTo = modelId;
    try {
      Catalogue.Named named = Catalogue.invoked(modelId);
      billedTo = named.calledAs();
      return call.answer(named);
    } catch (Refused | BrokenConnection e) {
      ledger.add(billedTo, new Usage.OfModel(0, 0, 0, 0, 1));
      throw e;
    }
  }

  /** A request for embeddings that was understood: what it is billed, and its answer. */
  private record Request(int tokens, Supplier<JsonNode> answer) {}

  private Reply embed(Catalogue.Named named, Supplier<Request> read) {
    Stopwatch watch = new Stopwatch();
    FaultInjection.Fate fate = faults.next(Operation.EMBED, named);
    strike(fate, watch);
    Request asked = read.get();
    Reservation reservation = limits.reserve(named, asked.tokens());
    JsonNode answer = asked.answer().get();
    reservation.settle(asked.tokens());
    ledger.add(named.calledAs(), new Usage.OfModel(1, 0, 0, asked.tokens(), 0));
    watch.await(fate.latency());
    return new Reply(answer, counts(asked.tokens(), 0, watch));
  }

  private Request titan(Titan model, byte[] body) {
    TitanRequest asked = TitanRequest.read(body, model.second());
    return new Request(Tokens.count(asked.text()), () -> titan.answer(asked, model.second()));
  }

  private Request cohere(Cohere model, byte[] body) {
    CohereRequest asked = CohereRequest.read(body, model.fourth());
    return new Request(asked.tokens(), () -> cohere.answer(asked, model.fourth()));
  }

  private Reply rerank(Catalogue.Named named, Reranker model, byte[] body) {
    Stopwatch watch = new Stopwatch();
    FaultInjection.Fate fate = faults.next(Operation.RERANK, named);
    strike(fate, watch);
    RerankRequest asked = RerankRequest.read(body, model.cohere());
    Reservation reservation = limits.reserve(named, asked.tokens());
    JsonNode answer = reranking.answer(asked);
    reservation.settle(asked.tokens());
    ledger.add(named.calledAs(), new Usage.OfModel(1, 0, 0, 0, 0, asked.queries()));
    watch.await(fate.latency());
    return new Reply(answer, counts(asked.tokens(), 0, watch));
  }

  private Reply generate(Catalogue.Named named, Chat model, byte[] body) {
    Stopwatch watch = new Stopwatch();
    FaultInjection.Fate fate = faults.next(Operation.GENERATE, named);
    strike(fate, watch);
    Written written = write(named, model, body);
    written.bill(written.answer().outputTokens());
    watch.await(fate.latency());
    return new Reply(written.answer().json(watch.elapsed()), Map.of());
  }

  private ConverseStream stream(Catalogue.Named named, Chat model, byte[] body) {
    Stopwatch watch = new Stopwatch();
    FaultInjection.Fate fate = faults.next(Operation.GENERATE, named);
    strike(fate, watch);
    Written written = write(named, model, body);
    watch.await(fate.latency());
    return new ConverseStream(
        written.answer(), faults.pace(named), written::bill, now -> streamed.set(Optional.of(now)));
  }

  /** An answer, and what is billed once it is known how much of it was sent. */
  private final class Written {
    private final Catalogue.Named named;
    private final int burndown;
    private final Reservation reservation;
    private final ConverseAnswer answer;

    Written(Catalogue.Named named, int burndown, Reservation reservation, ConverseAnswer answer) {
      this.named = named;
      this.burndown = burndown;
      this.reservation = reservation;
      this.answer = answer;
    }

    ConverseAnswer answer() {
      return answer;
    }

    void bill(int outputTokens) {
      reservation.settle(answer.inputTokens() + (long) burndown * outputTokens);
      ledger.add(named.calledAs(), new Usage.OfModel(1, answer.inputTokens(), outputTokens, 0, 0));
    }
  }

  private Written write(Catalogue.Named named, Chat model, byte[] body) {
    Conversation conversation = ConverseReader.read(json(body));
    ConverseRules.check(model, conversation);
    asked.set(new String(body, UTF_8));
    int most = conversation.inference().maxTokens().orElse(model.maxOutputTokens());
    Reservation reservation = limits.reserve(named, (long) conversation.inputTokens() + most);
    ConverseAnswer answer =
        ConverseAnswer.of(Lies.answer(conversation, answers.get(), earlier), conversation, most);
    earlier.remember(Lies.given(conversation));
    return new Written(named, model.burndown(), reservation, answer);
  }

  private static void strike(FaultInjection.Fate fate, Stopwatch watch) {
    fate.error()
        .ifPresent(error -> {
          watch.await(fate.latency());
          throw error;
        });
  }

  private static Map<String, String> counts(int input, int output, Stopwatch watch) {
    return Map.of(
        "x-amzn-bedrock-input-token-count", String.valueOf(input),
        "x-amzn-bedrock-output-token-count", String.valueOf(output),
        "x-amzn-bedrock-invocation-latency", String.valueOf(watch.elapsed().toMillis()));
  }

  private static JsonNode json(byte[] body) {
    return Json.parse(body)
        .orElseThrow(
            () -> new Refused(ErrorType.SERIALIZATION, "The body of the request is not JSON."));
  }

  @Override
  public void close() {
    embedder.close();
  }

  /** Waits out a latency that was asked for. */
  private static final class Stopwatch {
    private final long started = System.nanoTime();

    Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - started);
    }

    void await(Duration latency) {
      Duration left = latency.minus(elapsed());
      if (left.isPositive()) {
        try {
          Thread.sleep(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("The stand-in is closing", e);
        }
      }
    }
  }
}
