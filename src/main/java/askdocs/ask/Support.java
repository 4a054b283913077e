package askdocs.ask;

import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether words of a document can be what a statement rests on. It compares words and understands
 * nothing: it finds what cannot be, and proves nothing that is.
 */
final class Support {
  /** A statement with so many words of its own, none of which is cited, rests on something else. */
  private static final int TELLING = 4;

  /** Numbers up to this are often written as words. */
  private static final int SPELLED = 12;

  /** What they are written as; one is a word of every text. */
  private static final Map<String, List<String>> SPELLED_OUT =
      Map.ofEntries(
          Map.entry("2", List.of("two", "dos")),
          Map.entry("3", List.of("three", "tres")),
          Map.entry("4", List.of("four", "cuatro")),
          Map.entry("5", List.of("five", "cinco")),
          Map.entry("6", List.of("six", "seis")),
          Map.entry("7", List.of("seven", "siete")),
          Map.entry("8", List.of("eight", "ocho")),
          Map.entry("9", List.of("nine", "nueve")),
          Map.entry("10", List.of("ten", "diez")),
          Map.entry("11", List.of("eleven", "once")),
          Map.entry("12", List.of("twelve", "doce")));

  /** The part of a statement's words that the sentences of a passage must have. */
  private static final double ENOUGH = 0.5;

  /**
   * The same where statement and passage are in two languages: names, and words that are cousins.
   */
  private static final double ENOUGH_ACROSS_LANGUAGES = 0.2;

  /** The part of the words by which another passage must be better for it to be the one meant. */
  private static final double BETTER = 0.25;

  private static final int MOST_SENTENCES = 3;

  /** The part of the words that another sentence must add. */
  private static final double WORTH_A_SENTENCE = 0.1;

  /** A word with a capital letter that opens no sentence. */
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{L}\\p{Nd},;)]\\s)\\p{Lu}[\\p{L}\\p{Nd}]+");

  private final ContentWords asked;

  /** What stands around each passage, by the passage's id. */
  private final Map<String, ContentWords> titles = new HashMap<>();

  /** The words of each sentence of a passage, by the passage's id: each is looked at often. */
  private final Map<String, List<ContentWords>> read = new HashMap<>();

  /** For the passages of one prompt. */
  Support(Question question) {
    this.asked = ContentWords.of(question.text());
  }

  /**
   * Whether the cited words have to do with the statement: its numbers stand in them, or in the
   * title, the headings, the question or the document's date; and of its words that are not the
   * question's or the title's, some do, if there are at least four and both are in one language.
   * Where it is nearly a copy of them, no name of it stands in the place of another, unless the
   * passages have it.
   */
  boolean holds(String statement, List<PromptPassage> passages, String cited) {
    ContentWords around = around(passages);
    ContentWords there = ContentWords.of(cited);
    ContentWords own = ContentWords.of(undated(statement, passages)).without(around);
    return numbersStand(own, there)
        && (own.words().size() < TELLING
            || own.sharedWith(there) > 0
            || inTwoLanguages(statement, cited))
        && !isOfAnotherName(statement, passages, cited, there);
  }

  private boolean isOfAnotherName(
      String statement, List<PromptPassage> passages, String cited, ContentWords there) {
    if (NearCopy.names(statement).allMatch(there::has)
        || isGerman(statement)
        || inTwoLanguages(statement, cited)) {
      return false;
    }
    ContentWords known =
        ContentWords.together(
            Stream.concat(
                    Stream.of(around(passages)),
                    passages.stream()
                        .map(PromptPassage::passage)
                        .map(Passage::text)
                        .map(ContentWords::of))
                .toList());
    return new NearCopy(statement, cited, known, known).exchangesAName();
  }

  /**
   * The sentences of the passage that the statement rests on, if it may rest on any: up to three
   * side by side that together have most of its words, as few as will do.
   *
   * <table>
   *   <caption>What is asked of them</caption>
   *   <tr><td>words</td><td>half of the statement's telling words; a fifth if it is in another
   *       language</td></tr>
   *   <tr><td>numbers</td><td>all. A sentence is not put to others for its numbers alone, unless they
   *       have none: they may say another number of the same thing</td></tr>
   *   <tr><td>exchanges</td><td>none, if it is nearly a copy of them ({@link NearCopy})</td></tr>
   *   <tr><td>names</td><td>all stand somewhere in the passage, but for those of another
   *       language</td></tr>
   *   <tr><td>denials</td><td>as many as the statement has</td></tr>
   *   <tr><td>other passages</td><td>none may have a quarter more of its words</td></tr>
   * </table>
   *
   * @param said what the passage is cited for; a few words are judged with their sentence, which
   *     must not be all that the passage has
   * @param sentence the sentence that it stands in
   */
  Optional<List<Sentences.Range>> sentences(
      String said, String sentence, PromptPassage named, List<PromptPassage> all) {
    ContentWords own = ContentWords.of(said);
    String statement = own.isTelling() ? said : sentence;
    Fit fit = best(statement, named);
    boolean across = inTwoLanguages(statement, named.passage().text());
    double enough = across ? ENOUGH_ACROSS_LANGUAGES : ENOUGH;
    if (fit.share() < enough || !fit.fits()) {
      return Optional.empty();
    }
    List<Sentences.Range> found = named.sentences().subList(fit.from(), fit.to());
    String words = found.stream().map(named::text).collect(Collectors.joining("\n"));
    ContentWords around = around(List.of(named));
    if (Negation.count(statement) > Negation.count(words)
        || !(own.words().isEmpty() || own.touches(ContentWords.of(words)) || own.touches(around))
        || !(across || namesStand(statement, named, around))
        || (!across
            && new NearCopy(statement, words, around, ContentWords.of(named.passage().text()))
                .exchangesAWord())) {
      return Optional.empty();
    }
    boolean another =
        all.stream()
            .filter(other -> !other.equals(named))
            .map(other -> best(statement, other))
            .anyMatch(other -> other.fits() && other.share() >= fit.share() + BETTER);
    return another && !across ? Optional.empty() : Optional.of(found);
  }

  /**
   * How well sentences of a passage fit a statement.
   *
   * @param share the part of its words that they have
   * @param fits whether they have its numbers, each for more than its numbers, and more of the
   *     statement than is asked
   */
  private record Fit(int from, int to, double share, boolean fits) {}

  private Fit best(String statement, PromptPassage passage) {
    ContentWords said = ContentWords.of(undated(statement, List.of(passage)));
    ContentWords news = said.without(asked);
    ContentWords around = around(List.of(passage));
    List<ContentWords> texts = read(passage);
    List<Fit> fits = new ArrayList<>();
    for (int from = 0; from < texts.size(); from++) {
      for (int to = from + 1; to <= Math.min(texts.size(), from + MOST_SENTENCES); to++) {
        List<ContentWords> some = texts.subList(from, to);
        ContentWords there = ContentWords.together(some);
        boolean substance = news.words().isEmpty() || news.touches(there);
        fits.add(
            new Fit(
                from,
                to,
                share(said, there),
                substance
                    && numbersStand(said.without(around), there)
                    && digitsStand(said, there, around)
                    && eachAdds(said, some)));
      }
    }
    Fit most =
        fits.stream()
            .max(Comparator.comparing(Fit::fits).thenComparingDouble(Fit::share))
            .orElseThrow();
    return fits.stream()
        .filter(fit -> fit.fits() == most.fits() && fit.share() >= most.share() - WORTH_A_SENTENCE)
        .min(
            Comparator.comparingInt((Fit fit) -> fit.to() - fit.from())
                .thenComparingDouble(fit -> -fit.share())
                .thenComparingInt(Fit::from))
        .orElseThrow();
  }

  private List<ContentWords> read(PromptPassage passage) {
    return read.computeIfAbsent(
        passage.id(),
        _ -> passage.sentences().stream().map(passage::text).map(ContentWords::of).toList());
  }

  private static double share(ContentWords said, ContentWords there) {
    return said.words().isEmpty() ? 1 : (double) said.sharedWith(there) / said.words().size();
  }

  /** Whether each has a word of the statement that the others lack, or the others no number. */
  private static boolean eachAdds(ContentWords said, List<ContentWords> sentences) {
    return IntStream.range(0, sentences.size())
        .allMatch(at -> {
          List<ContentWords> rest = new ArrayList<>(sentences);
          ContentWords one = rest.remove(at);
          ContentWords others = ContentWords.together(rest);
          return others.numbers().isEmpty() || said.without(others).sharedWith(one) > 0;
        });
  }

  /** What a statement may say without its being cited: the question, the title, the headings. */
  private ContentWords around(List<PromptPassage> passages) {
    return ContentWords.together(
        Stream.concat(Stream.of(asked), passages.stream().map(this::title)).toList());
  }

  private ContentWords title(PromptPassage passage) {
    return titles.computeIfAbsent(
        passage.id(), _ -> ContentWords.of(passage.title() + "\n" + passage.tableHeader()));
  }

  /** The statement without the passages' own dates. */
  private static String undated(String statement, List<PromptPassage> passages) {
    String text = statement;
    for (PromptPassage passage : passages) {
      text = NamedDate.without(text, passage.passage().date());
    }
    return text;
  }

  private static boolean numbersStand(ContentWords said, ContentWords there) {
    return said.numbers().stream()
        .allMatch(number -> there.numbers().isEmpty() ? isSmall(number) : stands(number, there));
  }

  private static boolean namesStand(String statement, PromptPassage passage, ContentWords around) {
    if (isGerman(statement)) {
      return true;
    }
    String undated = undated(statement, List.of(passage));
    ContentWords names =
        ContentWords.of(
                NAME.matcher(statement)
                    .results()
                    .map(MatchResult::group)
                    .filter(name ->
                        undated.contains(name) || undated.contains(ContentWords.folded(name)))
                    .collect(Collectors.joining("\n")))
            .without(around);
    return names.sharedWith(ContentWords.of(passage.passage().text())) == names.words().size();
  }

  /** It writes all nouns as others do names. */
  private static boolean isGerman(String text) {
    return PlainWords.ofText(text).equals(Optional.of(PlainWords.GERMAN));
  }

  private static boolean digitsStand(ContentWords said, ContentWords there, ContentWords around) {
    return said.namesWithDigits().stream()
        .allMatch(name -> there.words().contains(name) || around.words().contains(name));
  }

  private static boolean stands(String number, ContentWords there) {
    return there.numbers().stream().anyMatch(other -> ContentWords.sameNumber(number, other))
        || SPELLED_OUT.getOrDefault(number, List.of()).stream().anyMatch(there.words()::contains);
  }

  private static boolean isSmall(String number) {
    return number.length() <= 2 && Integer.parseInt(number) <= SPELLED;
  }

  private static boolean inTwoLanguages(String one, String other) {
    Optional<PlainWords> here = PlainWords.ofText(one);
    Optional<PlainWords> there = PlainWords.ofText(other);
    return here.isPresent() && there.isPresent() && !here.equals(there);
  }
}
