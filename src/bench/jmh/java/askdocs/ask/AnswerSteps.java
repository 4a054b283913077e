package askdocs.ask;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The steps between the search and the model, and after the model, for eight passages of 200 words.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerSteps {
  private static final List<String> WORDS =
      List.of(
          "bucket table stream shard index query nightly loads region replica key lambda function"
              .split(" "));
  private static final int PASSAGES = 8;
  private static final int SENTENCES = 15;

  private final Candidates candidates = new Candidates(scored(0, 50), scored(25, 50));
  private final Ask ask =
      new Ask(
          new Question("How does the nightly table load a replica of the index?"),
          PASSAGES,
          "global.anthropic.claude-haiku-5-5",
          800,
          new Caller("ana", Set.of()));
  private final List<Hit> hits =
      IntStream.range(0, PASSAGES).mapToObj(at -> new Hit(passage(at), 1.0 / (at + 1))).toList();
  private final Prompt prompt = prompt();
  private final List<Span> spans = spans();

  private static List<Scored> scored(int from, int count) {
    List<Scored> scored = new ArrayList<>();
    for (int at = from; at < from + count; at++) {
      scored.add(new Scored(passage(at).id(), "words " + at, 1.0 / (at + 1)));
    }
    return scored;
  }

  private static Passage passage(int number) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder text = new StringBuilder();
    for (int sentence = 0; sentence < SENTENCES; sentence++) {
      text.append(sentence == 0 ? "The" : " The");
      for (int word = 0; word < 12; word++) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      text.append(' ').append(number * SENTENCES + sentence).append('.');
    }
    return new Passage(
        new PassageId("guide/%04d.md".formatted(number), 7, 0),
        new DocumentUri("documents", "guide/%04d.md".formatted(number)),
        "v1",
        "Guide " + number,
        text.toString(),
        "",
        new Location(0, text.length(), OptionalInt.empty(), Optional.of("Guide › Loading")),
        Access.PUBLIC);
  }

  /** An answer that copies a sentence of each of four passages, and says where from. */
  private List<Span> spans() {
    List<Span> copied = new ArrayList<>();
    for (int passage = 0; passage < 4; passage++) {
      String sentence = prompt.passages().get(passage).items().get(2);
      Claim claim =
          new Quoted(
              Optional.of(prompt.passages().get(passage).id()), passage, 2, 3, List.of(sentence));
      copied.add(new Span(sentence.strip() + " ", List.of(claim)));
    }
    return copied;
  }

  @Benchmark
  public Object fusion() {
    return Fusion.DEFAULT.fuse(candidates, Searching.DEPTH);
  }

  @Benchmark
  public Prompt prompt() {
    return Prompt.of(ask, List.of(), hits, LocalDate.EPOCH, Defence.ALL);
  }

  @Benchmark
  public Object citations() {
    return CitationCheck.check(spans, prompt, Defence.ALL);
  }
}
