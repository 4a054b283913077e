package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.DocumentStatus;
import askdocs.local.tools.Outcomes.Outcome;
import askdocs.local.tools.Outcomes.Version;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Map<String, Version> UPLOADED =
      Map.of(
          "a.md", new Version("1", Optional.empty()),
          "b.zip", new Version("2", Optional.empty()),
          "c.pdf", new Version("3", Optional.empty()));

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ProgressBar bar =
      new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), false);

  @Test
  void asksOnlyForThoseThatAreLeftUntilAllAreDone() throws Exception {
    List<Set<String>> asked = new ArrayList<>();

    Watch.Summary summary =
        new Watch(
                left -> {
                  asked.add(new TreeSet<>(left.keySet()));
                  return asked.size() == 1
                      ? Map.of("a.md", new Outcome(DocumentStatus.INDEXED, Optional.empty()))
                      : Map.of(
                          "b.zip",
                          new Outcome(DocumentStatus.IGNORED, Optional.of("No such format.")),
                          "c.pdf",
                          new Outcome(DocumentStatus.FAILED, Optional.of("It is encrypted.")));
                },
                bar,
                Duration.ofMinutes(1))
            .until(UPLOADED);

    assertEquals(List.of(Set.of("a.md", "b.zip", "c.pdf"), Set.of("b.zip", "c.pdf")), asked);
    assertEquals(
        new Watch.Summary(
            1,
            Map.of(
                "ignored: No such format.", Set.of("b.zip"),
                "failed: It is encrypted.", Set.of("c.pdf")),
            Set.of()),
        summary);
    assertEquals(
        """
        ingesting [##########....................] 1/3
        ingesting [##############################] 3/3
        """,
        shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void givesUpWhenNothingHappens() throws Exception {
    assertEquals(
        new Watch.Summary(0, Map.of(), UPLOADED.keySet()),
        new Watch(_ -> Map.of(), bar, Duration.ofNanos(-1)).until(UPLOADED));
  }
}
