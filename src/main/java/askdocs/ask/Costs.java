package askdocs.ask;

import askdocs.ask.Answer.Estimated;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Tab;
import askdocs.spend.Tabs;
import askdocs.spend.Usd;
import askdocs.spend.WorstCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request may cost at most, from its limits alone: so that it can be reserved before
 * anything is called.
 *
 * <p>The bound on tokens is true of every model whose tokenizer works on bytes: a text has no more
 * tokens than bytes of UTF-8. Real texts have a third or a fifth of that.
 */
public final class Costs {
  /** What a text to embed may count beside its own bytes. */
  private static final int TEXT_OVERHEAD = 64;

  /** A reranker reads no more of a passage, in tokens, and bills it by parts of 512. */
  private static final int PARTS_OF_A_PASSAGE = 4_096 / 512;

  private static final int PARTS_OF_A_QUERY = 100;

  /** The longest question, in bytes: what a follow-up is rewritten to is not known beforehand. */
  private static final int LONGEST_QUESTION = 4 * Question.MAX_CODE_POINTS;

  private final Tabs tabs;
  private final int tries;
  private final Optional<String> condenser;
  private final Optional<String> reranker;
  private final Optional<String> fallback;

  /**
   * @param tries how often a call may be tried
   * @param condenser the model that rewrites follow-ups, if one does
   * @param reranker the model that reranks, if one does
   * @param fallback the model that answers where the one that was asked for cannot, if one does
   */
  public Costs(
      Tabs tabs,
      int tries,
      Optional<String> condenser,
      Optional<String> reranker,
      Optional<String> fallback) {
    this.tabs = tabs;
    this.tries = tries;
    this.condenser = condenser;
    this.reranker = reranker;
    this.fallback = fallback;
  }

  /** Costs that no budget limits, of requests that call everything once. */
  public static Costs unlimited(PriceList prices) {
    return new Costs(
        Tabs.unlimited(prices), 1, Optional.empty(), Optional.empty(), Optional.empty());
  }

  PriceList prices() {
    return tabs.prices();
  }

  Optional<String> fallback() {
    return fallback;
  }

  int tries() {
    return tries;
  }

  /** Reserves the worst case of these steps for the caller. */
  Tab open(Ask ask, List<WorstCase> steps, Deadline deadline) {
    return tabs.open(ask.caller().id(), steps, deadline);
  }

  /** All that a search may call; nothing where there is no index yet. */
  List<WorstCase> search(Ask ask, Optional<IndexRef> index) {
    List<WorstCase> steps = new ArrayList<>();
    ask.session()
        .flatMap(_ -> condenser)
        .map(model -> step(usage(model, PromptSize.MOST_OF_FOLLOW_UP, Condensing.MAX_TOKENS)))
        .ifPresent(steps::add);
    index.ifPresent(one -> {
      steps.add(embedding(one, ask));
      reranker.ifPresent(_ -> steps.add(reranking()));
    });
    return List.copyOf(steps);
  }

  /** All that an answer may call. */
  List<WorstCase> answer(Ask ask, Optional<IndexRef> index) {
    return Stream.concat(search(ask, index).stream(), Stream.of(generation(ask))).toList();
  }

  /** What an answer might cost, and of what. */
  Estimated estimate(Ask ask, Optional<IndexRef> index) {
    return new Estimated(
        promptTokens(ask),
        ask.maxTokens(),
        index.isPresent() ? questionTokens(ask) + TEXT_OVERHEAD : 0,
        tries,
        answer(ask, index).stream()
            .map(step -> step.cost(tabs.prices()))
            .reduce(Usd.ZERO, Usd::plus));
  }

  WorstCase embedding(IndexRef index, Ask ask) {
    return step(
        ModelUsage.ofEmbedding(index.embeddingModel(), questionTokens(ask) + TEXT_OVERHEAD));
  }

  WorstCase reranking() {
    int parts = Searching.RERANKED * PARTS_OF_A_PASSAGE;
    return reranker
        .map(model -> step(ModelUsage.ofRerank(model, Math.ceilDiv(parts, PARTS_OF_A_QUERY))))
        .orElse(WorstCase.NOTHING);
  }

  /** An answer from a prompt that is not known yet. */
  WorstCase generation(Ask ask) {
    return generation(ask.model(), promptTokens(ask), ask.maxTokens());
  }

  /** An answer from this prompt, of whichever model. */
  WorstCase generation(Prompt prompt) {
    return generation(prompt.model(), PromptSize.tokens(prompt), prompt.maxTokens());
  }

  /** Calls of this prompt's model alone. */
  WorstCase calls(Prompt prompt) {
    return step(usage(prompt.model(), PromptSize.tokens(prompt), prompt.maxTokens()));
  }

  /** The longest prompt that is made for the request, in tokens; passages beyond are left out. */
  static long promptTokens(Ask ask) {
    return PromptSize.mostTokens(ask.passages())
        + questionTokens(ask)
        + (ask.session().isPresent() ? PromptSize.MOST_OF_HISTORY : 0);
  }

  static long questionTokens(Ask ask) {
    return ask.session().isPresent() ? LONGEST_QUESTION : PromptSize.utf8(ask.question().text());
  }

  private WorstCase generation(String model, long promptTokens, int maxTokens) {
    return new WorstCase(
        Stream.concat(Stream.of(model), fallback.stream())
            .distinct()
            .map(id -> usage(id, promptTokens, maxTokens))
            .toList(),
        tries);
  }

  private static ModelUsage usage(String model, long promptTokens, int maxTokens) {
    return new ModelUsage(model, promptTokens, maxTokens, 0, 0);
  }

  private WorstCase step(ModelUsage call) {
    return new WorstCase(List.of(call), tries);
  }
}
