package askdocs.local.eval;

import askdocs.ask.Answer;
import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Ask;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.Defence;
import askdocs.ask.Generator;
import askdocs.ask.Generator.Generation;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Prompt;
import askdocs.ask.Question;
import askdocs.ask.Searching;
import askdocs.aws.PublishedPrices;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks an index of the bench, by the code that answers in production: without Lambda, without a
 * budget, and with what is live told by whoever asks.
 *
 * <p>The answers to the last search and to every question's embedding are kept, so that a question
 * that is asked again in another way costs its answer alone.
 */
final class Asker {
  private final Bench bench;
  private final IndexRef index;
  private final Map<String, Access> readers;
  private final Searched searched;

  /**
   * @param passages what the index holds
   */
  Asker(Bench bench, IndexRef index, List<Passage> passages) {
    this.bench = bench;
    this.index = index;
    this.readers =
        passages.stream()
            .collect(
                Collectors.toMap(
                    passage -> passage.id().key(), Passage::access, (first, _) -> first));
    this.searched = new Searched(bench);
  }

  /**
   * A question, and how it is asked.
   *
   * @param text the question
   * @param groups the groups of whoever asks
   * @param gone the documents that are to be as good as deleted
   * @param model who answers
   * @param defences what keeps text in documents from steering the answer
   */
  record Wording(
      String text, Set<String> groups, Set<String> gone, String model, Set<Defence> defences) {
    Wording {
      groups = Set.copyOf(groups);
      gone = Set.copyOf(gone);
      defences = Set.copyOf(defences);
    }

    /** A question to all documents and the usual model. */
    static Wording of(String text) {
      return new Wording(text, Set.of(), Set.of(), Bench.ANSWERING, Defence.ALL);
    }

    /** The same, these documents deleted. */
    Wording without(Set<String> documents) {
      return new Wording(text, groups, documents, model, defences);
    }
  }

  /**
   * What came of it.
   *
   * @param answer what the asker is told
   * @param prompt what the model was given; empty if it was not asked
   * @param generation what the model said
   */
  record Heard(Answer answer, Optional<Prompt> prompt, Optional<Generation> generation) {
    /** Whether the model claims a source for anything. */
    boolean modelAnswered() {
      return generation.stream()
          .flatMap(said -> said.spans().stream())
          .anyMatch(span -> !span.claims().isEmpty());
    }

    /** Whether one of these documents was in what the model was given. */
    boolean wasGiven(Set<String> documents) {
      return prompt.stream()
          .flatMap(given -> given.passages().stream())
          .anyMatch(passage -> documents.contains(passage.passage().id().key()));
    }
  }

  /** Asks, by the rules that hold in production. */
  Heard ask(Wording wording) {
    Deque<Prompt> prompts = new ArrayDeque<>();
    Deque<Generation> generations = new ArrayDeque<>();
    Generator generator = bench.generator();
    Generator overheard =
        (prompt, deadline) -> {
          Generation said = generator.generate(prompt, deadline);
          prompts.add(prompt);
          generations.add(said);
          return said;
        };
    Costs costs = Costs.unlimited(PublishedPrices.read());
    Searching searching =
        new Searching(
            () -> Optional.of(index),
            searched::embed,
            searched::candidates,
            searched::read,
            (_, keys, _) -> live(keys, wording.gone()),
            Optional.empty(),
            costs);
    Answer answer =
        new Answering(
                Conversations.none(),
                searching,
                AnswerCache.none(),
                overheard,
                costs,
                wording.defences())
            .answer(
                new Ask(
                    new Question(wording.text()),
                    Ask.DEFAULT_PASSAGES,
                    wording.model(),
                    Ask.DEFAULT_MAX_TOKENS,
                    new Caller("eval", wording.groups())),
                bench.deadline());
    return new Heard(
        answer,
        Optional.ofNullable(prompts.peekLast()),
        Optional.ofNullable(generations.peekLast()));
  }

  private Map<String, Live> live(Set<String> keys, Set<String> gone) {
    Map<String, Live> live = new HashMap<>();
    for (String key : keys) {
      Optional.ofNullable(readers.get(key))
          .filter(_ -> !gone.contains(key))
          .ifPresent(access -> live.put(key, new Live(CorpusPassages.GENERATION, access)));
    }
    return live;
  }
}
