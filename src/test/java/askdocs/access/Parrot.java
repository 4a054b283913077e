package askdocs.access;

import askdocs.ask.Exchange;
import askdocs.ask.Generator;
import askdocs.ask.Prompt;
import askdocs.ask.PromptPassage;
import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model that repeats all that it reads, the same for the same prompt: a sentence of a passage or
 * two, which it cites, now and then every secret that it was given, which it cites from nowhere,
 * and now and then a citation that is a lie. A follow-up it rewrites with the secrets of the turns
 * before.
 */
final class Parrot implements Generator {
  private final Consumer<Prompt> watched;

  Parrot(Consumer<Prompt> watched) {
    this.watched = watched;
  }

  @Override
  public Generation generate(Prompt prompt, Deadline deadline) {
    watched.accept(prompt);
    return new Generation(
        prompt.passages().isEmpty() ? rewritten(prompt) : answer(prompt),
        Stop.FINISHED,
        new ModelUsage(prompt.model(), 1_000 + all(prompt).length(), 100, 0, 0));
  }

  private static List<Span> rewritten(Prompt prompt) {
    String before =
        prompt.history().stream().map(Exchange::answer).collect(Collectors.joining(" "));
    return List.of(
        plain(prompt.question().text() + " " + String.join(" ", Library.secretsIn(before))));
  }

  private static List<Span> answer(Prompt prompt) {
    int mood = Math.floorMod(all(prompt).hashCode(), 12);
    List<Span> spans = new ArrayList<>();
    spans.add(cited(prompt, 0, prompt.passages().getFirst().items().getFirst()));
    if (prompt.passages().size() > 1 && mood % 2 == 0) {
      spans.add(cited(prompt, 1, prompt.passages().get(1).items().getFirst()));
    }
    if (mood % 3 == 0) {
      spans.add(plain(" Known are " + String.join(" and ", Library.secretsIn(all(prompt))) + "."));
    }
    if (mood == 5) {
      spans.add(cited(prompt, 0, "Nothing of the kind."));
    }
    return spans;
  }

  private static Span plain(String text) {
    return new Span(text, List.of());
  }

  private static Span cited(Prompt prompt, int passage, String quote) {
    String id = prompt.passages().get(passage).id();
    return new Span(
        " " + quote, List.of(new Quoted(Optional.of(id), passage, 0, 1, List.of(quote))));
  }

  /** All that a prompt tells. */
  static String all(Prompt prompt) {
    return Stream.of(
            Stream.of(prompt.question().text()),
            prompt.history().stream().flatMap(one -> Stream.of(one.question(), one.answer())),
            prompt.passages().stream().map(PromptPassage::items).flatMap(List::stream),
            prompt.passages().stream().map(PromptPassage::title))
        .flatMap(texts -> texts)
        .collect(Collectors.joining("\n"));
  }
}
