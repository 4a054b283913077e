package askdocs.parse.child;

import askdocs.ingest.About;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.TextPart;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A document whose text lies in a {@link Spool}; one part at a time is in memory. */
final class SpooledDocument implements ReadDocument {
  private final Path spool;
  private final About about;
  private final List<Long> offsets;
  private final Runnable afterwards;
  private boolean closed;

  /**
   * @param offsets of the parts in the spool
   * @param afterwards what to do when the document is closed, beside deleting the spool
   */
  SpooledDocument(Path spool, About about, List<Long> offsets, Runnable afterwards) {
    this.spool = spool;
    this.about = about;
    this.offsets = List.copyOf(offsets);
    this.afterwards = afterwards;
  }

  @Override
  public About about() {
    return about;
  }

  @Override
  public Iterable<TextPart> parts() {
    return this::partsNow;
  }

  private Iterator<TextPart> partsNow() {
    return offsets.stream().map(this::part).iterator();
  }

  private TextPart part(long offset) {
    try (DataInputStream in = at(spool, offset)) {
      return Spool.readPart(in);
    } catch (IOException | RuntimeException e) {
      throw new UpstreamException("What was read cannot be had any more", Kind.RETRYABLE, e);
    }
  }

  static DataInputStream at(Path spool, long offset) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(spool);
    channel.position(offset);
    return new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
  }

  /** Where the parts of a spool are, and behind them how the reading ended. */
  record Layout(List<Long> parts, long reading) {
    Layout {
      parts = List.copyOf(parts);
    }

    static Layout of(Path spool) throws IOException {
      try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
        long footer = file.length() - Spool.FOOTER_BYTES;
        file.seek(footer);
        int count = file.readInt();
        long reading = file.readLong();
        file.seek(footer - (long) count * Long.BYTES);
        List<Long> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          parts.add(file.readLong());
        }
        return new Layout(parts, reading);
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      throw new UncheckedIOException("A spool cannot be deleted", e);
    } finally {
      afterwards.run();
    }
  }
}
