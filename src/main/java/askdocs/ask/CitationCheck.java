package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds every claim of an answer against the text that it claims to rest on.
 *
 * <table>
 *   <caption>What becomes of a sentence</caption>
 *   <tr><td>one of its citations holds</td><td>it stays, with those that hold</td></tr>
 *   <tr><td>it has citations and none holds</td><td>it is taken out and counted</td></tr>
 *   <tr><td>it has none</td><td>it stays and is listed as unsupported</td></tr>
 * </table>
 *
 * <p>A citation holds if the passage that it names was in the prompt, the sentences that it points
 * at exist, and the words that it quotes stand in just these.
 */
final class CitationCheck {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private final List<PromptPassage> passages;

  private CitationCheck(List<PromptPassage> passages) {
    this.passages = passages;
  }

  /** The answer with what could be verified; its citations are empty if nothing could. */
  static Answered check(List<Span> spans, List<PromptPassage> passages) {
    return new CitationCheck(passages).check(spans);
  }

  private Answered check(List<Span> spans) {
    StringBuilder written = new StringBuilder();
    List<Checked> pieces = new ArrayList<>();
    for (Span span : spans) {
      int start = written.length();
      written.append(span.text());
      pieces.add(
          new Checked(
              start,
              written.length(),
              !span.claims().isEmpty(),
              span.claims().stream().flatMap(claim -> verify(claim).stream()).distinct().toList()));
    }
    return assemble(written.toString(), pieces);
  }

  /** A piece of what was written, and what of its claims held. */
  private record Checked(int start, int end, boolean claims, List<Source> sources) {
    boolean holds() {
      return !sources.isEmpty();
    }

    /**
     * The piece as far as it lies in the sentence, without white space around; empty if outside.
     */
    Optional<Checked> within(Sentences.Range sentence, String written) {
      int from = Math.max(start, sentence.start());
      int to = Math.min(end, sentence.end());
      while (from < to && Character.isWhitespace(written.charAt(from))) {
        from++;
      }
      while (to > from && Character.isWhitespace(written.charAt(to - 1))) {
        to--;
      }
      return from < to ? Optional.of(new Checked(from, to, claims, sources)) : Optional.empty();
    }
  }

  private Optional<Source> verify(Claim claim) {
    return named(claim)
        .flatMap(named ->
            named
                .words(claim.firstSentence(), claim.endSentence())
                .filter(_ -> standThere(claim, named))
                .map(words -> source(named, words)));
  }

  /** The passage that both the opaque id and the place name; a disagreement names none. */
  private Optional<PromptPassage> named(Claim claim) {
    if (claim.passage() < 0 || claim.passage() >= passages.size()) {
      return Optional.empty();
    }
    PromptPassage passage = passages.get(claim.passage());
    return claim.source().orElse(passage.id()).equals(passage.id())
        ? Optional.of(passage)
        : Optional.empty();
  }

  /** Whether each quote stands in the items that the claim points at, white space aside. */
  private static boolean standThere(Claim claim, PromptPassage named) {
    String there =
        squeezed(
            String.join("", named.items().subList(claim.firstSentence(), claim.endSentence())));
    return claim.quotes().stream()
        .map(CitationCheck::squeezed)
        .allMatch(quote -> !quote.isEmpty() && there.contains(quote));
  }

  /** Several items come back as one quote, put together with white space or without. */
  private static String squeezed(String text) {
    return WHITE_SPACE.matcher(text).replaceAll("");
  }

  private static Source source(PromptPassage named, Sentences.Range words) {
    Passage passage = named.passage();
    int start = passage.location().start();
    return new Source(
        passage,
        passage.text().substring(words.start(), words.end()),
        start + words.start(),
        start + words.end(),
        named.hit().score());
  }

  private static Answered assemble(String written, List<Checked> pieces) {
    StringBuilder text = new StringBuilder();
    List<Citation> citations = new ArrayList<>();
    List<TextRange> unsupported = new ArrayList<>();
    int unverified = 0;
    int gapFrom = 0;
    String gap = "";
    for (Sentences.Range sentence : AnswerSentences.of(written, seams(pieces))) {
      gap = longer(gap, written.substring(gapFrom, sentence.start()));
      gapFrom = sentence.end();
      List<Checked> inside =
          pieces.stream().flatMap(piece -> piece.within(sentence, written).stream()).toList();
      boolean claims = inside.stream().anyMatch(Checked::claims);
      if (claims && inside.stream().noneMatch(Checked::holds)) {
        unverified++;
        continue;
      }
      text.append(text.isEmpty() ? "" : gap);
      gap = "";
      int moved = text.length() - sentence.start();
      text.append(written, sentence.start(), sentence.end());
      if (claims) {
        inside.stream()
            .filter(Checked::holds)
            .map(piece ->
                new Citation(
                    new TextRange(piece.start() + moved, piece.end() + moved), piece.sources()))
            .forEach(citations::add);
      } else {
        unsupported.add(new TextRange(sentence.start() + moved, sentence.end() + moved));
      }
    }
    return new Answered(text.toString(), citations, unsupported, unverified);
  }

  private static NavigableSet<Integer> seams(List<Checked> pieces) {
    return pieces.stream().map(Checked::end).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Around a sentence taken out, the greater distance stays: that between paragraphs, say. */
  private static String longer(String one, String other) {
    return other.length() > one.length() ? other : one;
  }
}
