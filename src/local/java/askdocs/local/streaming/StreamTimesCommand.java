package askdocs.local.streaming;

import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.Faults;
import askdocs.local.bedrock.StreamTimes;
import askdocs.local.bedrock.Usage;
import askdocs.local.invoke.CannedUpstreams;
import askdocs.local.streaming.LambdaWire.Response;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The command {@code scripts/stream-times}: when the events of a streamed answer come, beside when
 * the model wrote, and what is on the wire of Lambda's Runtime API.
 */
public final class StreamTimesCommand {
  private static final String USAGE =
      """
      Usage: scripts/stream-times [--asks N] [--tokens-per-second N] [--wire FOLDER]
      Starts AskStreamFunction in its own runtime, with a table and an index that always answer the
      same and the Bedrock stand-in, which writes 40 tokens a second. Asks 15 times, and prints
      medians in milliseconds: when the model's text left the stand-in, and when the event with it
      was on the wire of the Runtime API. Then a good, an empty, a broken and an abandoned stream
      are shown as bytes on that wire; --wire keeps them in FOLDER.
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION = "¿Qué es ETL y cuándo se usa?";
  private static final int WARMING = 3;
  private static final int MOST_LOOKS = 1_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final BedrockStandIn bedrock;
  private final LambdaWire wire;
  private final PrintStream out;

  private StreamTimesCommand(BedrockStandIn bedrock, LambdaWire wire, PrintStream out) {
    this.bedrock = bedrock;
    this.wire = wire;
    this.out = out;
  }

  /**
   * What is wanted on the command line.
   *
   * @param folder where the bytes are kept; nowhere if empty
   */
  private record Wanted(int asks, int tokensPerSecond, String folder) {
    static Wanted of(List<String> arguments) {
      Wanted wanted = new Wanted(15, 40, "");
      if (arguments.size() % 2 != 0) {
        throw new IllegalArgumentException("Not understood: " + String.join(" ", arguments));
      }
      for (int place = 0; place < arguments.size(); place += 2) {
        String value = arguments.get(place + 1);
        wanted =
            switch (arguments.get(place)) {
              case "--asks" -> new Wanted(number(value), wanted.tokensPerSecond, wanted.folder);
              case "--tokens-per-second" -> new Wanted(wanted.asks, number(value), wanted.folder);
              case "--wire" -> new Wanted(wanted.asks, wanted.tokensPerSecond, value);
              default ->
                  throw new IllegalArgumentException("Not understood: " + arguments.get(place));
            };
      }
      return wanted;
    }

    private static int number(String text) {
      if (!text.matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException("Not a number from 1 to 9999: " + text);
      }
      return Integer.parseInt(text);
    }
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
  }

  private static int run(List<String> arguments, PrintStream out) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    try {
      Wanted wanted = Wanted.of(arguments);
      Path log = Files.createTempFile("askdocs-streams-", ".log");
      try (CannedUpstreams upstreams = new CannedUpstreams();
          LambdaWire wire = new LambdaWire();
          StreamingFunction _ =
              StreamingFunction.start(wire.address(), upstreams.environment(), log)) {
        StreamTimesCommand command = new StreamTimesCommand(upstreams.bedrock(), wire, out);
        command.times(wanted);
        command.wires(wanted);
      }
      Files.delete(log);
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + USAGE.strip());
      return 2;
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Not possible: " + e.getMessage());
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  /** An answer's moments, in milliseconds since the function was given its event. */
  private record Moments(
      double modelFirst, double first, double modelLast, double last, double done, int texts) {}

  private void times(Wanted wanted) throws IOException, InterruptedException {
    bedrock.faults("{\"tokensPerSecond\": %d}".formatted(wanted.tokensPerSecond()));
    for (int time = 0; time < WARMING; time++) {
      moments();
    }
    List<Moments> all = new ArrayList<>();
    for (int time = 0; time < wanted.asks(); time++) {
      all.add(moments());
    }
    out.printf(
        Locale.ROOT,
        "%d answers, %d tokens a second; milliseconds since the event: median (least to most)%n",
        all.size(),
        wanted.tokensPerSecond());
    line("the model's first token", all, Moments::modelFirst);
    line("the first text", all, Moments::first);
    line("  behind the model's first token", all, one -> one.first() - one.modelFirst());
    line("the model's last token", all, Moments::modelLast);
    line("the last text", all, Moments::last);
    line("  behind the model's last token", all, one -> one.last() - one.modelLast());
    line("  behind the first text", all, one -> one.last() - one.first());
    line("done", all, Moments::done);
    line("text events (number)", all, Moments::texts);
  }

  private void line(String what, List<Moments> all, ToDoubleFunction<Moments> of) {
    double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
    out.printf(
        Locale.ROOT,
        "%-34s %8.1f  (%.1f to %.1f)%n",
        what,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private Moments moments() throws IOException, InterruptedException {
    List<Long> texts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    HeardAnswer heard =
        new HeardAnswer(event -> {
          if (event.name().equals("text")) {
            texts.add(System.nanoTime());
          } else if (event.name().equals("done")) {
            ends.add(System.nanoTime());
          }
        });
    Response response = wire.answer(event(QUESTION), heard, false);
    if (ends.isEmpty() || heard.citations().isEmpty()) {
      throw new IOException("There was no answer: " + heard.events());
    }
    StreamTimes model = bedrock.streamed().orElseThrow();
    long begun = response.handedOut();
    return new Moments(
        millis(begun, model.first()),
        millis(begun, texts.getFirst()),
        millis(begun, model.last()),
        millis(begun, texts.getLast()),
        millis(begun, ends.getFirst()),
        texts.size());
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private void wires(Wanted wanted) throws IOException, InterruptedException {
    String slow = "{\"tokensPerSecond\": %d".formatted(wanted.tokensPerSecond());
    bedrock.faults(Faults.NONE);
    show("good", QUESTION, wanted, false);
    show("empty", "¿?", wanted, false);
    bedrock.faults(slow + ", \"breakStreams\": [{\"times\": 1, \"afterTokens\": 12}]}");
    show("broken", QUESTION, wanted, false);
    bedrock.faults(slow + "}");
    show("abandoned", QUESTION, wanted, true);
  }

  private void show(String what, String question, Wanted wanted, boolean breaks)
      throws IOException, InterruptedException {
    HeardAnswer heard = new HeardAnswer();
    bedrock.forgetUsage();
    String sent = wire.answer(event(question), heard, breaks).wire();
    out.printf(
        Locale.ROOT,
        "%n%s: %,d bytes, %d of them before the first event; events: %s; the model wrote %d"
            + " tokens%n",
        what,
        Transcript.bytes(sent),
        Transcript.bytesBeforeTheBody(sent),
        String.join(" ", heard.events().stream().map(HeardAnswer.Event::name).toList()),
        written());
    out.println(Transcript.of(sent));
    if (!wanted.folder().isEmpty()) {
      Files.writeString(
          Files.createDirectories(Path.of(wanted.folder())).resolve(what + ".http"), sent);
    }
  }

  /** How many tokens the model wrote for the last answer, once it has stopped. */
  private long written() throws IOException, InterruptedException {
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      long tokens =
          bedrock.usage().models().values().stream().mapToLong(Usage.OfModel::outputTokens).sum();
      if (tokens > 0) {
        return tokens;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw new IOException("The model has not stopped");
  }

  private static String event(String question) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Path.of("events/ask-stream.json").toFile());
    event.put("body", JSON.createObjectNode().put("question", question).toString());
    event.withObject("/requestContext").put("requestTimeEpoch", Instant.now().toEpochMilli());
    return event.toString();
  }
}
