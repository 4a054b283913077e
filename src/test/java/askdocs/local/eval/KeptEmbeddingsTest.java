package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.Embedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptEmbeddingsTest {
  private static final Embedding ONE = new Embedding(new float[] {1, -0.5f});
  private static final Embedding OTHER = new Embedding(new float[] {0, 2});

  @TempDir Path folder;

  @Test
  void vectorsOutliveTheRunThatMadeThem() throws IOException {
    Path file = folder.resolve("new/vectors");
    try (KeptEmbeddings kept = KeptEmbeddings.open(file, 2)) {
      kept.keep("one", ONE);
    }
    // A run that was ended while it wrote.
    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    try (KeptEmbeddings kept = KeptEmbeddings.open(file, 2)) {
      assertEquals(Optional.of(ONE), kept.of("one"));
      assertEquals(Optional.empty(), kept.of("other"));
      kept.keep("other", OTHER);
    }
    try (KeptEmbeddings kept = KeptEmbeddings.open(file, 2)) {
      assertEquals(Optional.of(ONE), kept.of("one"));
      assertEquals(Optional.of(OTHER), kept.of("other"));
    }
  }
}
