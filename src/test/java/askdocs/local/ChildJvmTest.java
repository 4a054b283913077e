package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  @TempDir private Path folder;

  @Test
  void runsInItsFolderWithItsEnvironment() throws IOException {
    try (ChildJvm child =
        ChildJvm.start(
            ChildPrograms.launch(ChildPrograms.Curious.class, folder.resolve("home"), "you"))) {
      assertEquals("hola from home to you", child.ready());
      assertEquals(
          List.of("looking around", "READY hola from home to you"),
          Files.readAllLines(folder.resolve("home/log")));
    }
  }

  @Test
  void diesWithItsParentEvenWhenThatIsKilled() throws IOException {
    Path home = folder.resolve("child");
    ChildJvm parent =
        ChildJvm.start(ChildPrograms.launch(ChildPrograms.Parent.class, folder, home.toString()));
    try (FileChannel lock =
        new RandomAccessFile(home.resolve("lock").toFile(), "rw").getChannel()) {
      assertNull(lock.tryLock(), "the child lives");
      parent.kill();
      assertTimeoutPreemptively(Duration.ofSeconds(60), () -> lock.lock().release());
    }
  }

  @Test
  void isGoneOnceItIsClosed() {
    ChildJvm child = ChildJvm.start(ChildPrograms.launch(ChildPrograms.Patient.class, folder));
    assertTrue(child.isAlive());
    assertEquals(child.ready(), Long.toString(child.pid()));
    child.close();
    assertFalse(child.isAlive());
  }

  @Test
  void isGoneOnceItIsKilled() {
    ChildJvm child = ChildJvm.start(ChildPrograms.launch(ChildPrograms.Stubborn.class, folder));
    child.kill();
    assertFalse(child.isAlive());
  }

  @Test
  void isKilledWhenItDoesNotEndWhenAsked() {
    ChildJvm child = ChildJvm.start(ChildPrograms.launch(ChildPrograms.Stubborn.class, folder));
    child.close(Duration.ofMillis(100));
    assertFalse(child.isAlive());
  }

  @Test
  void quotesTheEndOfItsLogWhenItEndsBeforeItIsReady() {
    StartException failure =
        assertThrows(
            StartException.class,
            () -> ChildJvm.start(ChildPrograms.launch(ChildPrograms.Broken.class, folder)));
    assertEquals(
        "Broken ended with exit code 3 before it was ready. The end of "
            + folder.resolve("log")
            + ":\n"
            + IntStream.rangeClosed(11, 30)
                .mapToObj(line -> "complaint " + line)
                .collect(Collectors.joining("\n")),
        failure.getMessage());
  }

  @Test
  void isGivenUpAndGoneWhenItDoesNotGetReady() {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    StartException failure =
        assertThrows(
            StartException.class,
            () ->
                ChildJvm.start(
                    ChildPrograms.launch(ChildPrograms.Slow.class, folder, Duration.ofSeconds(1))));
    assertEquals(
        "Slow was not ready after 1 s. The end of " + folder.resolve("log") + ":\n",
        failure.getMessage());
    assertEquals(before, ProcessHandle.current().children().toList());
  }
}
