package askdocs.lambda;

import askdocs.knowledge.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Events, from their bytes to what they say. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Events {
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";

  private final Hints hints = new Hints("documents");
  private final AskRequests requests = new AskRequests(MODEL, List.of(MODEL));
  private final Caller caller = new Caller("ana", Set.of());
  private byte[] put = {};
  private byte[] ask = {};

  /** Reads the events of {@code events/}. */
  @Setup
  public void read() throws IOException {
    put = Files.readAllBytes(Path.of("events", "s3-put.json"));
    ask = Files.readAllBytes(Path.of("events", "ask.json"));
  }

  /** S3's notification to hints. */
  @Benchmark
  public Object objectEvent() throws IOException {
    return hints.of(Json.STRICT.readTree(put));
  }

  /** The gateway's event of POST /ask to what is asked. */
  @Benchmark
  public Object askEvent() throws IOException {
    return requests.read(Json.STRICT.readTree(ask).path("body").asText(), caller);
  }
}
