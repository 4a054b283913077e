package askdocs.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A text of 2,000 words to its passages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Chunking {
  private static final List<String> WORDS =
      List.of("bucket table stream shard index query nightly loads region replica".split(" "));

  private final Chunker chunker = new Chunker();
  private final StructuredText text = text();

  private static StructuredText text() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder words = new StringBuilder();
    for (int word = 0; word < 2_000; word++) {
      String next = WORDS.get(random.nextInt(WORDS.size()));
      boolean first = word % 14 == 0;
      words.append(first && word > 0 ? ". " : " ");
      words.append(first ? next.substring(0, 1).toUpperCase(Locale.ROOT) : next.substring(0, 1));
      words.append(next.substring(1));
    }
    String all = words.append('.').toString();
    return new StructuredText(
        all,
        Optional.empty(),
        Optional.empty(),
        List.of(new Block(0, all.length(), Block.Kind.PROSE, OptionalInt.empty(), List.of(), "")));
  }

  @Benchmark
  public Object chunks() {
    return chunker.chunk(text);
  }
}
