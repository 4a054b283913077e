package askdocs.ask;

import askdocs.knowledge.Sentences;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps from a model what speaks to it in the passages.
 *
 * <p>A sentence is withheld if it says itself that it speaks to a model; or if it is an order or a
 * question, and has no telling word in common with what is asked, nor with the title, nor with the
 * sentences beside it: in a manual, and among questions and their answers, it has. A title or a
 * table's header that speaks to a model is left out. What is withheld still stands in the document,
 * and in what a search shows.
 */
final class Withholding {
  private final ContentWords asked;
  private final boolean on;

  Withholding(Question question, Set<Defence> defences) {
    this.asked = ContentWords.of(question.text());
    this.on = defences.contains(Defence.WITHHOLD_ORDERS);
  }

  /** The passage without what is withheld; empty if nothing is left. */
  Optional<PromptPassage> from(PromptPassage passage) {
    if (!on) {
      return Optional.of(passage);
    }
    boolean titled = !SpokenToModels.byItself(passage.title());
    List<String> texts = passage.sentences().stream().map(passage::text).toList();
    List<Sentences.Range> given =
        IntStream.range(0, texts.size())
            .filter(at -> !isWithheld(texts, at, titled ? passage.title() : ""))
            .mapToObj(passage.sentences()::get)
            .toList();
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PromptPassage(
                passage.id(),
                passage.hit(),
                titled ? passage.title() : passage.id(),
                SpokenToModels.byItself(passage.tableHeader()) ? "" : passage.tableHeader(),
                given));
  }

  private boolean isWithheld(List<String> texts, int at, String title) {
    String text = texts.get(at);
    return SpokenToModels.byItself(text)
        || (SpokenToModels.byItsForm(text) && isOutOfPlace(texts, at, title));
  }

  private boolean isOutOfPlace(List<String> texts, int at, String title) {
    ContentWords words = ContentWords.of(texts.get(at));
    Stream<String> beside =
        IntStream.of(at - 1, at + 1)
            .filter(near -> near >= 0 && near < texts.size())
            .mapToObj(texts::get)
            .filter(text -> !SpokenToModels.byItself(text) && !SpokenToModels.byItsForm(text));
    return !words.touches(asked)
        && Stream.concat(Stream.of(title), beside)
            .noneMatch(text -> words.touches(ContentWords.of(text)));
  }
}
