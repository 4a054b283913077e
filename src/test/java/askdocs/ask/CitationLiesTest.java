package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random answers over random passages: no lie is shown, and nothing true is lost. */
class CitationLiesTest {
  private static final int ANSWERS = 500;

  /** How a citation can lie. */
  enum Lie {
    ANOTHER_PASSAGE,
    ANOTHER_SENTENCE,
    ALTERED_QUOTE,
    FOREIGN_QUOTE,
    SUPERSEDED_QUOTE,
    UNKNOWN_SOURCE,
    BEHIND_THE_END,
    BEFORE_THE_START,
    NOTHING,
    /** For models without citations, by number. */
    WRONG_NUMBER,
    NO_SUCH_NUMBER,
    ALTERED_NUMBER,
    ALTERED_WORDS
  }

  private static final List<Lie> BY_NUMBER =
      List.of(Lie.WRONG_NUMBER, Lie.NO_SUCH_NUMBER, Lie.ALTERED_NUMBER, Lie.ALTERED_WORDS);

  private final List<Passage> passages = new ArrayList<>();
  private final List<List<String>> sentences = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(20_261_126);

  @ParameterizedTest
  @EnumSource
  void noLieIsShownAndNothingTrueIsLost(Lie lie) {
    for (int answer = 0; answer < ANSWERS; answer++) {
      documents();
      List<Span> spans = new ArrayList<>();
      List<String> truth = new ArrayList<>();
      int lies = 0;
      for (int piece = 0; piece < 1 + random.nextInt(6); piece++) {
        int passage = random.nextInt(passages.size());
        int sentence = random.nextInt(sentences.get(passage).size());
        if (random.nextBoolean()) {
          truth.add(sentences.get(passage).get(sentence));
          spans.add(new Span(said(passage, sentence), List.of(truly(lie, passage, sentence))));
        } else {
          lies++;
          spans.add(lying(lie, passage, sentence));
        }
      }
      List<PromptPassage> prompted = Sample.prompted(passages.toArray(Passage[]::new));
      Answered checked = CitationCheck.check(spans, Sample.prompt(prompted), Defence.ALL);

      String context = "answer " + answer + ": " + spans;
      assertEquals(lies, checked.unverified(), context);
      assertEquals(String.join(" ", truth), checked.text(), context);
      assertEquals(
          truth, checked.citations().stream().map(one -> quote(one, context)).toList(), context);
    }
  }

  /** The words cited; they stand where they are said to, and hold their piece of the answer. */
  private static String quote(Citation citation, String context) {
    assertEquals(1, citation.sources().size(), context);
    Citation.Source source = citation.sources().getFirst();
    int from = source.passage().location().start();
    assertEquals(
        source.passage().text().substring(source.start() - from, source.end() - from),
        source.quote(),
        context);
    return source.quote();
  }

  private void documents() {
    passages.clear();
    sentences.clear();
    for (int passage = 0; passage < 2 + random.nextInt(5); passage++) {
      List<String> own =
          IntStream.range(0, 1 + random.nextInt(5)).mapToObj(_ -> sentence()).toList();
      sentences.add(own);
      passages.add(Sample.passage("d" + passage + ".md", String.join(" ", own)));
    }
  }

  private String sentence() {
    String words =
        IntStream.range(0, 4 + random.nextInt(6))
            .mapToObj(_ -> word())
            .collect(Collectors.joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT)
        + words.substring(1)
        + " "
        + (1_000 + random.nextInt(8_000))
        + ".";
  }

  private String word() {
    return random
        .ints(5 + random.nextInt(5), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String said(int passage, int sentence) {
    return sentences.get(passage).get(sentence) + " ";
  }

  private Claim truly(Lie lie, int passage, int sentence) {
    return BY_NUMBER.contains(lie)
        ? new Marked(passage)
        : quoted(passage, sentence, sentences.get(passage).get(sentence));
  }

  private static Quoted quoted(int passage, int sentence, String... quotes) {
    return new Quoted(Optional.of("p" + passage), passage, sentence, sentence + 1, List.of(quotes));
  }

  private Span lying(Lie lie, int passage, int sentence) {
    String text = said(passage, sentence);
    String quote = text.strip();
    int other = (passage + 1) % passages.size();
    int sentencesThere = sentences.get(passage).size();
    return switch (lie) {
      case ANOTHER_PASSAGE -> new Span(text, List.of(quoted(other, 0, quote)));
      case ANOTHER_SENTENCE -> new Span(text, List.of(quoted(passage, sentence + 1, quote)));
      case ALTERED_QUOTE -> new Span(text, List.of(quoted(passage, sentence, altered(quote))));
      case FOREIGN_QUOTE ->
          new Span(
              text, List.of(quoted(passage, sentence, quote, sentences.get(other).getFirst())));
      case SUPERSEDED_QUOTE -> new Span(text, List.of(quoted(passage, sentence, sentence())));
      case UNKNOWN_SOURCE ->
          new Span(
              text,
              List.of(
                  new Quoted(
                      Optional.of("passage-0"), passage, sentence, sentence + 1, List.of(quote))));
      case BEHIND_THE_END -> new Span(text, List.of(quoted(passage, sentencesThere, quote)));
      case BEFORE_THE_START -> new Span(text, List.of(quoted(passage, -1, quote)));
      case NOTHING -> new Span(text, List.of(quoted(passage, sentence, " ")));
      case WRONG_NUMBER -> new Span(text, List.of(new Marked(other)));
      case NO_SUCH_NUMBER -> new Span(text, List.of(new Marked(passages.size())));
      case ALTERED_NUMBER ->
          new Span(text.replaceAll("\\d{4}", "9999"), List.of(new Marked(passage)));
      case ALTERED_WORDS -> new Span(sentence() + " ", List.of(new Marked(passage)));
    };
  }

  /** With one of its letters changed. */
  private String altered(String quote) {
    int at = random.nextInt(quote.length() - 6);
    char other = quote.charAt(at) == 'x' ? 'y' : 'x';
    return quote.substring(0, at) + other + quote.substring(at + 1);
  }
}
