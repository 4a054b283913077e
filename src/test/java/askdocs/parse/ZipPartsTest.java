package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipPartsTest {
  private static final ReadLimits SMALL = new ReadLimits(1_000, 1_000, 10, 10);

  @TempDir Path folder;

  @Test
  void allPartsTogetherUnpackNoFurtherThanTheLimit() throws Exception {
    Path file = folder.resolve("two.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, "a", new byte[600]);
      add(zip, "b", new byte[600]);
    }

    try (ZipParts parts = ZipParts.open(file, SMALL)) {
      assertEquals(600, parts.bytes("a").length);
      assertEquals(600, parts.bytes("a").length);
      assertThrows(UnreadableException.class, () -> parts.bytes("b"));
    }
  }

  @Test
  void aPartThatIsNearlyAllAirIsRefused() throws Exception {
    Path file = folder.resolve("air.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, "air", new byte[12 << 20]);
    }

    try (ZipParts parts = ZipParts.open(file, ReadLimits.DEFAULT)) {
      assertThrows(UnreadableException.class, () -> parts.bytes("air"));
    }
  }

  @Test
  void tooManyPartsAreRefusedBeforeTheyAreListed() throws Exception {
    Path many = folder.resolve("many.zip");
    Path longest = folder.resolve("long.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(many))) {
      for (int i = 0; i <= ZipParts.MOST_PARTS; i++) {
        add(zip, "" + i, new byte[0]);
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(longest))) {
      for (int i = 0; i < 150; i++) {
        add(zip, i + "x".repeat(60_000), new byte[0]);
      }
    }

    assertThrows(UnreadableException.class, () -> ZipParts.open(many, ReadLimits.DEFAULT));
    assertThrows(
        UnreadableException.class,
        () -> new FormatDetector().detect("long.zip", Optional.empty(), longest));
  }

  @Test
  void anotherFileThatHoldsAnArchiveIsNotTakenForOne() throws Exception {
    Path file = folder.resolve("archive.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, "a", "text".getBytes(UTF_8));
    }
    byte[] archive = Files.readAllBytes(file);
    Path around = folder.resolve("around.bin");
    try (OutputStream out = Files.newOutputStream(around)) {
      out.write(new byte[9 << 20]);
      out.write(archive);
    }

    ZipParts.checkDirectory(around);
    try (ZipParts parts = ZipParts.open(file, ReadLimits.DEFAULT)) {
      assertArrayEquals("text".getBytes(UTF_8), parts.bytes("a"));
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws Exception {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
  }
}
