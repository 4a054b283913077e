package askdocs.ask;

import askdocs.knowledge.Sentences;
import java.util.ArrayList;
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
 * sentences beside it: in a manual, and among questions and their answers, it has. What such a
 * sentence goes on with is judged and withheld with it ({@link Continuation}). A title or a table's
 * header that speaks to a model is left out. What is withheld still stands in the document, and in
 * what a search shows.
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
    List<Sentences.Range> given = given(passage, titled ? passage.title() : "");
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

  private List<Sentences.Range> given(PromptPassage passage, String title) {
    List<String> texts = passage.sentences().stream().map(passage::text).toList();
    List<Sentences.Range> given = new ArrayList<>();
    int at = 0;
    while (at < texts.size()) {
      int end = isOrder(texts.get(at)) ? Continuation.end(passage, at) : at;
      if (end > at && isWithheld(texts, at, end, title)) {
        at = end;
      } else {
        given.add(passage.sentences().get(at));
        at++;
      }
    }
    return given;
  }

  private static boolean isOrder(String text) {
    return SpokenToModels.byItself(text) || SpokenToModels.byItsForm(text);
  }

  /** Whether a sentence is withheld, or it with what it goes on with. */
  private boolean isWithheld(List<String> texts, int at, int end, String title) {
    String whole = String.join(" ", texts.subList(at, end));
    return SpokenToModels.byItself(whole)
        || SpokenToModels.byItself(texts.get(at))
        || isOutOfPlace(texts, at, at + 1, title)
        || isOutOfPlace(texts, at, end, title);
  }

  private boolean isOutOfPlace(List<String> texts, int from, int to, String title) {
    ContentWords words = ContentWords.of(String.join(" ", texts.subList(from, to)));
    Stream<String> beside =
        IntStream.of(from - 1, to)
            .filter(near -> near >= 0 && near < texts.size())
            .mapToObj(texts::get)
            .filter(text -> !isOrder(text));
    return !words.touches(asked)
        && Stream.concat(Stream.of(title), beside)
            .noneMatch(text -> words.touches(ContentWords.of(text)));
  }
}
