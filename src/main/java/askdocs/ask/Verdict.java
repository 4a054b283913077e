package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Sentences;
import java.util.Locale;
import java.util.Set;

/**
 * What a model's answer comes to.
 *
 * <table>
 *   <caption>What decides, the first that holds</caption>
 *   <tr><td>a guardrail or a filter stepped in</td><td>blocked</td></tr>
 *   <tr><td>no citation holds</td><td>unknown</td></tr>
 *   <tr><td>all that is cited says that the documents do not say</td><td>unknown</td></tr>
 *   <tr><td>only orders and questions are cited, which have no word in common with what is
 *       asked</td><td>unknown</td></tr>
 *   <tr><td>else</td><td>answered</td></tr>
 * </table>
 */
final class Verdict {
  private Verdict() {}

  static Outcome of(Prompt prompt, Generation generation, Set<Defence> defences) {
    PlainWords words = PlainWords.forQuestion(prompt.question());
    if (generation.stop() == Stop.BLOCKED) {
      return new Blocked(words.blocked());
    }
    Answered checked = CitationCheck.check(generation.spans(), prompt, defences);
    return says(prompt, checked, defences)
        ? checked
        : new Unknown(words.unknown(), checked.unverified());
  }

  /** Whether an answer, or the beginning of one, says something that the documents say. */
  static boolean says(Prompt prompt, Answered checked, Set<Defence> defences) {
    return !checked.citations().isEmpty()
        && !NotSaid.by(checked)
        && !(defences.contains(Defence.ORDERS_ARE_NO_ANSWER)
            && restsOnOrders(checked, prompt.question()));
  }

  private static boolean restsOnOrders(Answered answer, Question question) {
    ContentWords asked = ContentWords.of(question.text());
    return answer.citations().stream()
        .flatMap(citation -> citation.sources().stream())
        .flatMap(source ->
            Sentences.of(source.quote(), Locale.ROOT).stream()
                .map(range -> source.quote().substring(range.start(), range.end())))
        .allMatch(sentence ->
            (SpokenToModels.byItsForm(sentence) || SpokenToModels.byItself(sentence))
                && !ContentWords.of(sentence).touches(asked));
  }
}
