package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path temporary;

  @Test
  void whatEndedProcessesLeftIsDeletedAndNothingElse() throws Exception {
    long alive = ProcessHandle.current().pid();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    for (String folder : Set.of("askdocs-work-7x", "askdocs-work-" + ended.pid(), "other-1")) {
      Files.writeString(Files.createDirectory(temporary.resolve(folder)).resolve("a.object"), "x");
    }

    WorkFolder first = WorkFolder.in(temporary, alive);
    Files.writeString(first.path().resolve("a.object"), "x");
    WorkFolder again = WorkFolder.in(temporary, alive);

    assertEquals(temporary.resolve("askdocs-work-" + alive), again.path());
    try (Stream<Path> left = Files.list(again.path())) {
      assertEquals(0, left.count());
    }
    WorkFolder.in(temporary, Long.MAX_VALUE / 1_000);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(
          Set.of(
              "askdocs-work-7x",
              "other-1",
              "askdocs-work-" + alive,
              "askdocs-work-9223372036854775"),
          left.map(one -> one.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertTrue(Files.exists(temporary.resolve("other-1/a.object")));
  }
}
