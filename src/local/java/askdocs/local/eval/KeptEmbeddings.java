package askdocs.local.eval;

import askdocs.knowledge.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors that one model has made before: a file of entries, each the SHA-256 of the text and
 * the vector's floats. Two runs must not have it open at once.
 */
public final class KeptEmbeddings implements AutoCloseable {
  private static final int HASH = 32;

  private final FileChannel file;
  private final int dimensions;
  private final Map<ByteBuffer, Long> places = new HashMap<>();
  private long end;

  private KeptEmbeddings(FileChannel file, int dimensions) {
    this.file = file;
    this.dimensions = dimensions;
  }

  /**
   * Opens the file, or makes it.
   *
   * @param path names the model and all else that vectors depend on
   */
  public static KeptEmbeddings open(Path path, int dimensions) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      KeptEmbeddings kept =
          new KeptEmbeddings(
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE),
              dimensions);
      kept.find();
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int entry() {
    return HASH + Float.BYTES * dimensions;
  }

  /** An entry that was not written to its end, by a run that was ended, is written over. */
  private void find() throws IOException {
    end = file.size() - file.size() % entry();
    for (long at = 0; at < end; at += entry()) {
      places.put(read(at, HASH), at);
    }
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("The file of embeddings was cut short");
      }
    }
    return buffer.flip();
  }

  /** The text's vector, if it is kept. */
  public synchronized Optional<Embedding> of(String text) {
    return Optional.ofNullable(places.get(hash(text))).map(this::vector);
  }

  private Embedding vector(long at) {
    try {
      float[] values = new float[dimensions];
      read(at + HASH, Float.BYTES * dimensions).asFloatBuffer().get(values);
      return new Embedding(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a vector. */
  public synchronized void keep(String text, Embedding embedding) {
    if (embedding.dimensions() != dimensions) {
      throw new IllegalArgumentException("A vector of another size");
    }
    ByteBuffer hash = hash(text);
    ByteBuffer buffer = ByteBuffer.allocate(entry()).put(hash.duplicate());
    for (float value : embedding.values()) {
      buffer.putFloat(value);
    }
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer, end + buffer.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    places.put(hash, end);
    end += entry();
  }

  private static ByteBuffer hash(String text) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
