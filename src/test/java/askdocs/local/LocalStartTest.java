package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStartTest {
  @TempDir private Path folder;

  @Test
  void whatIsNotBuiltNamesTheCommandThatBuildsIt() {
    assertEquals(
        "OpenSearch is not built: no jars in "
            + folder.resolve("lib")
            + ". Run: mvn -q -f src/local/opensearch/pom.xml package",
        assertThrows(
                StartException.class, () -> OpenSearchNode.start(folder, folder.resolve("data"), 0))
            .getMessage());
    assertEquals(
        "DynamoDB Local is not built: no jars in "
            + folder.resolve("lib")
            + ". Run: mvn -q -f src/local/dynamodb/pom.xml package",
        assertThrows(StartException.class, () -> DynamoDb.start(folder, Optional.empty(), 0))
            .getMessage());
  }

  @Test
  void aPortInUseIsNamedWithWhatToDo() throws IOException {
    Files.createFile(Files.createDirectory(folder.resolve("lib")).resolve("a.jar"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String advice =
          " wants to listen on port "
              + port
              + " of 127.0.0.1, which is in use. See by whom with `lsof -nP -iTCP:"
              + port
              + " -sTCP:LISTEN`, end it, or choose another port for ";
      assertEquals(
          "OpenSearch" + advice + "OpenSearch.",
          assertThrows(
                  StartException.class,
                  () -> OpenSearchNode.start(folder, folder.resolve("data"), port))
              .getMessage());
      assertEquals(
          "DynamoDB Local" + advice + "DynamoDB Local.",
          assertThrows(StartException.class, () -> DynamoDb.start(folder, Optional.empty(), port))
              .getMessage());
    }
  }

  @Test
  void theFingerprintOfTheLibrariesChangesWithAnyJar() throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Path jar = Files.writeString(lib.resolve("a.jar"), "one");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    String first = fingerprint();
    assertEquals(first, fingerprint());

    Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000));
    String touched = fingerprint();
    assertNotEquals(first, touched);

    Files.writeString(jar, "longer");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000));
    String replaced = fingerprint();
    assertNotEquals(touched, replaced);

    Files.writeString(lib.resolve("b.jar"), "two");
    assertNotEquals(replaced, fingerprint());
    assertEquals(
        List.of(jar, lib.resolve("b.jar")), ChildLibraries.in(folder, "It", "its/pom.xml").jars());
  }

  private String fingerprint() {
    return ChildLibraries.in(folder, "It", "its/pom.xml").fingerprint();
  }
}
