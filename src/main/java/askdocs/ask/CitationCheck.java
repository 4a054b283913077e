package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds every claim of an answer against the text that it claims to rest on.
 *
 * <table>
 *   <caption>What becomes of a sentence</caption>
 *   <tr><td>one of its citations holds</td><td>it stays, with those that hold</td></tr>
 *   <tr><td>it has citations and none holds</td><td>it is taken out and counted</td></tr>
 *   <tr><td>it has none</td><td>it stays and is listed as unsupported</td></tr>
 *   <tr><td>it is screened out ({@link Screen})</td><td>it is taken out and counted</td></tr>
 * </table>
 *
 * <p>A claim that names sentences holds if the passage that it names was in the prompt, the
 * sentences that it points at exist, the words that it quotes stand in just these ({@link Quotes}),
 * and what is said has to do with them. A claim that names a passage alone holds if sentences of it
 * have the words of what is said ({@link Support}); these are then what it rests on. Markers and
 * names of passages never stay in the text ({@link Markers}).
 *
 * <p>The same spans always come to the same, and more spans change nothing before the last sentence
 * of those that were there: an answer may be checked while it is being written.
 */
final class CitationCheck {
  private final Prompt prompt;
  private final Set<Defence> defences;
  private final Support support;
  private final Screen screen;
  private final Map<Statement, List<Source>> held = new HashMap<>();

  /** For one answer, as often as there is more of it: no statement is looked up twice. */
  CitationCheck(Prompt prompt, Set<Defence> defences) {
    this.prompt = prompt;
    this.defences = defences;
    this.support = new Support(prompt.question());
    this.screen = Screen.of(prompt, defences);
  }

  /** The answer with what could be verified; its citations are empty if nothing could. */
  static Answered check(List<Span> spans, Prompt prompt, Set<Defence> defences) {
    String theDocuments = PlainWords.forQuestion(prompt.question()).documents();
    return new CitationCheck(prompt, defences)
        .check(
            spans.stream()
                .map(span -> new Span(Markers.without(span.text(), theDocuments), span.claims()))
                .toList())
        .answer();
  }

  /**
   * An answer, or the beginning of one.
   *
   * @param gap the white space that would part a next sentence from those before; the white space
   *     that is written before it may be longer, and then holds
   */
  record Standing(Answered answer, String gap) {
    /** Nothing stands yet. */
    static final Standing NOTHING = new Standing(new Answered("", List.of(), List.of(), 0), "");
  }

  /** Checks what was written, without markers. */
  Standing check(List<Span> spans) {
    StringBuilder written = new StringBuilder();
    List<Piece> pieces = new ArrayList<>();
    for (Span span : spans) {
      int start = written.length();
      written.append(span.text());
      pieces.add(new Piece(start, written.length(), span.claims()));
    }
    return assemble(written.toString(), pieces);
  }

  /** A piece of what was written, and what it claims. */
  private record Piece(int start, int end, List<Claim> claims) {
    /**
     * The piece as far as it lies in the sentence, without white space around; empty if outside.
     */
    Optional<Piece> within(Sentences.Range sentence, String written) {
      int from = Math.max(start, sentence.start());
      int to = Math.min(end, sentence.end());
      while (from < to && Character.isWhitespace(written.charAt(from))) {
        from++;
      }
      while (to > from && Character.isWhitespace(written.charAt(to - 1))) {
        to--;
      }
      return from < to ? Optional.of(new Piece(from, to, claims)) : Optional.empty();
    }
  }

  /** A piece within a sentence, and what of its claims held. */
  private record Checked(int start, int end, boolean claims, List<Source> sources) {
    boolean holds() {
      return !sources.isEmpty();
    }
  }

  /** Words of a passage in the prompt. */
  private record Words(PromptPassage passage, Sentences.Range range) {}

  /** What is said in a sentence, and what it claims. */
  private record Statement(String said, String sentence, List<Claim> claims) {}

  private Checked checked(Piece piece, Sentences.Range sentence, String written) {
    Statement statement =
        new Statement(
            written.substring(piece.start(), piece.end()),
            written.substring(sentence.start(), sentence.end()),
            piece.claims());
    return new Checked(
        piece.start(),
        piece.end(),
        !piece.claims().isEmpty(),
        held.computeIfAbsent(statement, this::whatHolds));
  }

  private List<Source> whatHolds(Statement statement) {
    String said = statement.said();
    List<Words> quoted =
        statement.claims().stream()
            .flatMap(claim -> claim instanceof Quoted quote ? verified(quote) : Stream.empty())
            .toList();
    if (defences.contains(Defence.SUPPORT) && !holds(said, quoted)) {
      quoted = List.of();
    }
    Stream<Words> marked =
        statement.claims().stream()
            .flatMap(claim ->
                claim instanceof Marked mark
                    ? found(said, statement.sentence(), mark)
                    : Stream.empty());
    return sources(Stream.concat(quoted.stream(), marked).toList());
  }

  /** The words that the claim names, if it is true. */
  private Stream<Words> verified(Quoted claim) {
    return named(claim.passage())
        .filter(passage -> claim.source().orElse(passage.id()).equals(passage.id()))
        .filter(passage -> Quotes.standIn(claim, passage))
        .stream()
        .flatMap(passage ->
            passage.words(claim.firstSentence(), claim.endSentence()).stream()
                .map(range -> new Words(passage, range)));
  }

  private Optional<PromptPassage> named(int passage) {
    List<PromptPassage> passages = prompt.passages();
    return passage < 0 || passage >= passages.size()
        ? Optional.empty()
        : Optional.of(passages.get(passage));
  }

  private boolean holds(String said, List<Words> quoted) {
    return support.holds(
        said,
        quoted.stream().map(Words::passage).distinct().toList(),
        quoted.stream()
            .map(words -> words.passage().text(words.range()))
            .collect(Collectors.joining("\n")));
  }

  /** The words of the marked passage that have what is said; a few words count with theirs. */
  private Stream<Words> found(String said, String sentence, Marked mark) {
    return named(mark.passage()).stream()
        .flatMap(passage ->
            support.sentences(said, sentence, passage, prompt.passages()).stream()
                .flatMap(sentences -> passage.together(sentences).stream())
                .map(range -> new Words(passage, range)));
  }

  /** Each place once; those of a passage that overlap or touch as one. */
  private static List<Source> sources(List<Words> words) {
    List<Words> merged = new ArrayList<>();
    for (Words one : words) {
      Words whole = one;
      int place = merged.size();
      for (int at = merged.size() - 1; at >= 0; at--) {
        Words other = merged.get(at);
        if (other.passage().equals(whole.passage()) && overlap(other.range(), whole.range())) {
          whole =
              new Words(
                  whole.passage(),
                  new Sentences.Range(
                      Math.min(other.range().start(), whole.range().start()),
                      Math.max(other.range().end(), whole.range().end())));
          merged.remove(at);
          place = at;
        }
      }
      merged.add(place, whole);
    }
    return merged.stream().map(one -> source(one.passage(), one.range())).toList();
  }

  private static boolean overlap(Sentences.Range one, Sentences.Range other) {
    return one.start() < other.end() && other.start() < one.end();
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

  private Standing assemble(String written, List<Piece> pieces) {
    Screen.Shown shown = screen.of(written);
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
          pieces.stream()
              .flatMap(piece -> piece.within(sentence, written).stream())
              .map(piece -> checked(piece, sentence, written))
              .toList();
      boolean claims = inside.stream().anyMatch(Checked::claims);
      boolean refuted = claims && inside.stream().noneMatch(Checked::holds);
      if (refuted
          || !shown.keeps(
              sentence, inside.stream().flatMap(piece -> piece.sources().stream()).toList())) {
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
    return new Standing(new Answered(text.toString(), citations, unsupported, unverified), gap);
  }

  private static NavigableSet<Integer> seams(List<Piece> pieces) {
    return pieces.stream().map(Piece::end).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Around a sentence taken out, the greater distance stays: that between paragraphs, say. */
  static String longer(String one, String other) {
    return other.length() > one.length() ? other : one;
  }
}
