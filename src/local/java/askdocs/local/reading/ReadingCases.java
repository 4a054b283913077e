package askdocs.local.reading;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.ReadDocument;
import askdocs.parse.child.Isolation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the files of a folder and holds what comes out against its {@code cases.json}.
 *
 * <p>That is a list of {@code {"file", "expect", "contains", "not_contains"}}. A file may be
 * expected to be {@code text} (which contains these and not those strings, white space aside),
 * {@code reject} or {@code empty} (refused with a reason), or {@code either} (as long as nothing
 * hangs or breaks).
 */
final class ReadingCases {
  private static final String USAGE =
      """
      Usage: scripts/reading-cases FOLDER
      Reads the files that FOLDER/cases.json names, as the function does, each within 20 seconds and 512 MB,
      and prints a table of what came out as expected.

      Exit status: 0 all of reject, empty and either, and 95 % of text; 1 fewer; 64 wrong use.
      """;

  private static final Isolation EACH =
      new Isolation(Duration.ofSeconds(20), 512 - Isolation.OVERHEAD_MB, 1, 100);

  private static final double ENOUGH_OF_TEXT = .95;

  private final LocalReading reading;
  private final PrintStream out;

  private ReadingCases(LocalReading reading, PrintStream out) {
    this.reading = reading;
    this.out = out;
  }

  /** Runs the cases and ends with the command's status. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, arguments));
  }

  static int run(PrintStream out, String... arguments) throws IOException {
    if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0], "cases.json"))) {
      out.print(USAGE);
      return Extract.USED_WRONGLY;
    }
    try (LocalReading reading = new LocalReading(EACH)) {
      return new ReadingCases(reading, out).run(Path.of(arguments[0]));
    }
  }

  /**
   * How many of a kind of case there are.
   *
   * @param asExpected how many came out as expected
   */
  private record Count(int all, int asExpected) {
    Count plus(boolean one) {
      return new Count(all + 1, asExpected + (one ? 1 : 0));
    }

    boolean isEnough(double share) {
      return asExpected >= share * all;
    }
  }

  private int run(Path folder) throws IOException {
    Map<String, Count> counts = new TreeMap<>();
    for (JsonNode one : new ObjectMapper().readTree(folder.resolve("cases.json").toFile())) {
      long begun = System.nanoTime();
      Optional<String> fault = fault(folder, one);
      counts.merge(
          one.path("expect").asText(),
          new Count(0, 0).plus(fault.isEmpty()),
          (sum, _) -> sum.plus(fault.isEmpty()));
      fault.ifPresent(why ->
          out.printf(
              "%s (%s, %.1f s): %s%n",
              one.path("file").asText(),
              one.path("expect").asText(),
              (System.nanoTime() - begun) / 1e9,
              why));
    }
    out.printf("%n%-8s %8s %12s%n", "expect", "files", "as expected");
    counts.forEach(
        (expect, count) -> out.printf("%-8s %8d %12d%n", expect, count.all(), count.asExpected()));
    boolean enough =
        counts.entrySet().stream()
            .allMatch(entry ->
                entry.getValue().isEnough(entry.getKey().equals("text") ? ENOUGH_OF_TEXT : 1));
    return enough ? 0 : 1;
  }

  /** What is not as expected. */
  private Optional<String> fault(Path folder, JsonNode one) {
    String expect = one.path("expect").asText();
    int lost = reading.lost();
    ReadOutcome outcome = reading.read(folder.resolve(one.path("file").asText()));
    if (reading.lost() > lost) {
      return Optional.of("hung, or took too much: " + outcome);
    }
    return switch (outcome) {
      case ReadOutcome.Read(ReadDocument document) -> {
        try (document) {
          yield switch (expect) {
            case "text" -> textFault(one, document);
            case "either" -> Optional.empty();
            default -> Optional.of("was read");
          };
        }
      }
      case ReadOutcome.Failed(String reason) -> refusalFault(expect, "FAILED: " + reason);
      case ReadOutcome.Ignored(String reason) -> refusalFault(expect, "IGNORED: " + reason);
    };
  }

  private static Optional<String> refusalFault(String expect, String reason) {
    return expect.equals("text") ? Optional.of(reason) : Optional.empty();
  }

  private static Optional<String> textFault(JsonNode one, ReadDocument document) {
    String text = squeezed(document.whole().text());
    for (JsonNode wanted : one.path("contains")) {
      if (!text.contains(squeezed(wanted.asText()))) {
        return Optional.of("lacks \"" + wanted.asText() + "\"");
      }
    }
    for (JsonNode unwanted : one.path("not_contains")) {
      if (text.contains(squeezed(unwanted.asText()))) {
        return Optional.of("has \"" + unwanted.asText() + "\"");
      }
    }
    return Optional.empty();
  }

  private static String squeezed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\u00A0]+", " ").strip();
  }
}
