package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
 * at exist, and the words that it quotes stand there.
 */
final class CitationCheck {
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
    boolean touches(Sentences.Range sentence) {
      return start < sentence.end() && end > sentence.start();
    }
  }

  private Optional<Source> verify(Claim claim) {
    return named(claim)
        .flatMap(named ->
            named
                .words(claim.firstSentence(), claim.endSentence())
                .filter(words -> standThere(claim.quotes(), named.passage(), words))
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

  private static boolean standThere(List<String> quotes, Passage passage, Sentences.Range words) {
    String there = passage.text().substring(words.start(), words.end());
    return quotes.stream()
        .map(String::strip)
        .filter(quote -> !quote.equals(passage.tableHeader().strip()))
        .allMatch(quote -> !quote.isEmpty() && there.contains(quote));
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
    for (Sentences.Range sentence : Sentences.of(written, Locale.ROOT)) {
      List<Checked> touching = pieces.stream().filter(piece -> piece.touches(sentence)).toList();
      boolean claims = touching.stream().anyMatch(Checked::claims);
      boolean holds = touching.stream().anyMatch(piece -> !piece.sources().isEmpty());
      if (claims && !holds) {
        unverified++;
      } else {
        text.append(text.isEmpty() ? "" : written.substring(gapFrom, sentence.start()));
        int moved = text.length() - sentence.start();
        text.append(written, sentence.start(), sentence.end());
        if (claims) {
          touching.forEach(piece -> cite(piece, sentence, moved, written, citations));
        } else {
          unsupported.add(new TextRange(sentence.start() + moved, sentence.end() + moved));
        }
      }
      gapFrom = sentence.end();
    }
    return new Answered(text.toString(), citations, unsupported, unverified);
  }

  /** Adds the piece's citation, as far as it lies in the sentence, without white space around. */
  private static void cite(
      Checked piece,
      Sentences.Range sentence,
      int moved,
      String written,
      List<Citation> citations) {
    int start = Math.max(piece.start(), sentence.start());
    int end = Math.min(piece.end(), sentence.end());
    while (start < end && Character.isWhitespace(written.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(written.charAt(end - 1))) {
      end--;
    }
    if (start < end && !piece.sources().isEmpty()) {
      citations.add(new Citation(new TextRange(start + moved, end + moved), piece.sources()));
    }
  }
}
