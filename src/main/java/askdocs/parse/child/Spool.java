package askdocs.parse.child;

import askdocs.ingest.About;
import askdocs.ingest.Block;
import askdocs.ingest.TextPart;
import askdocs.knowledge.AttributeValue;
import askdocs.parse.PartwiseReader.Reading;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a reading process found in a file, as a file:
 *
 * <pre>
 * part*      start, text, number of blocks, blocks; a string that came before in the part is its number
 * reading    how it ended
 * offset*    of each part
 * count      of parts
 * offset     of the reading
 * </pre>
 *
 * Numbers are big-endian. A string is its length in bytes and these, in UTF-8.
 */
final class Spool implements Consumer<TextPart>, AutoCloseable {
  /** The last two numbers. */
  static final int FOOTER_BYTES = Integer.BYTES + Long.BYTES;

  private final Counting counting;
  private final DataOutputStream out;
  private final List<Long> offsets = new ArrayList<>();
  private boolean failed;

  Spool(Path file) throws IOException {
    counting = new Counting(Files.newOutputStream(file));
    out = new DataOutputStream(new BufferedOutputStream(counting, 1 << 16));
  }

  /** Whether it could not be written, as when a disk is full: that is not the document's fault. */
  boolean failed() {
    return failed;
  }

  /**
   * Takes one more part.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void accept(TextPart part) {
    try {
      out.flush();
      offsets.add(counting.bytes);
      write(part);
    } catch (IOException e) {
      failed = true;
      throw new UncheckedIOException("The spool cannot be written", e);
    }
  }

  private void write(TextPart part) throws IOException {
    out.writeInt(part.start());
    write(part.text());
    out.writeInt(part.blocks().size());
    Map<String, Integer> known = new HashMap<>();
    for (Block block : part.blocks()) {
      out.writeInt(block.start());
      out.writeInt(block.end());
      out.writeUTF(block.kind().name());
      out.writeInt(block.page().orElse(0));
      out.writeInt(block.headings().size());
      for (String heading : block.headings()) {
        write(heading, known);
      }
      write(block.tableHeader(), known);
    }
  }

  /** Thousands of blocks stand under the same heading, which may be long. */
  private void write(String text, Map<String, Integer> known) throws IOException {
    Integer number = known.putIfAbsent(text, known.size());
    if (number == null) {
      out.writeInt(-1);
      write(text);
    } else {
      out.writeInt(number);
    }
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Says how the reading ended; nothing comes after it. */
  void end(Reading reading) throws IOException {
    out.flush();
    long at = counting.bytes;
    switch (reading) {
      case Reading.Whole(About about) -> {
        out.writeByte(0);
        write(about);
      }
      case Reading.Failed(String reason) -> {
        out.writeByte(1);
        write(reason);
      }
      case Reading.Ignored(String reason) -> {
        out.writeByte(2);
        write(reason);
      }
    }
    for (long offset : offsets) {
      out.writeLong(offset);
    }
    out.writeInt(offsets.size());
    out.writeLong(at);
  }

  private void write(About about) throws IOException {
    write(about.title().orElse(""));
    write(about.language().map(Locale::toLanguageTag).orElse(""));
    out.writeInt(about.attributes().size());
    for (Map.Entry<String, AttributeValue> attribute : about.attributes().entrySet()) {
      write(attribute.getKey());
      switch (attribute.getValue()) {
        case AttributeValue.Text(String value) -> {
          out.writeByte(0);
          write(value);
        }
        case AttributeValue.Numeric(double value) -> {
          out.writeByte(1);
          out.writeDouble(value);
        }
        case AttributeValue.Flag(boolean value) -> {
          out.writeByte(2);
          out.writeBoolean(value);
        }
        case AttributeValue.Texts(List<String> values) -> {
          out.writeByte(3);
          out.writeInt(values.size());
          for (String value : values) {
            write(value);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  static TextPart readPart(DataInputStream in) throws IOException {
    int start = in.readInt();
    String text = readText(in);
    int count = in.readInt();
    List<String> known = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    List<String> headings = List.of();
    for (int i = 0; i < count; i++) {
      int from = in.readInt();
      int to = in.readInt();
      Block.Kind kind = Block.Kind.valueOf(in.readUTF());
      int page = in.readInt();
      List<String> path = new ArrayList<>();
      for (int deep = in.readInt(); deep > 0; deep--) {
        path.add(readText(in, known));
      }
      // One list for all that stand under it.
      headings = path.equals(headings) ? headings : List.copyOf(path);
      blocks.add(
          new Block(
              from,
              to,
              kind,
              page == 0 ? OptionalInt.empty() : OptionalInt.of(page),
              headings,
              readText(in, known)));
    }
    return new TextPart(start, text, blocks);
  }

  private static String readText(DataInputStream in, List<String> known) throws IOException {
    int number = in.readInt();
    if (number >= 0) {
      return known.get(number);
    }
    String text = readText(in);
    known.add(text);
    return text;
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("The spool ends too early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static Reading readReading(DataInputStream in) throws IOException {
    return switch (in.readUnsignedByte()) {
      case 0 -> new Reading.Whole(readAbout(in));
      case 1 -> new Reading.Failed(readText(in));
      case 2 -> new Reading.Ignored(readText(in));
      default -> throw new IOException("The spool is damaged");
    };
  }

  private static About readAbout(DataInputStream in) throws IOException {
    Optional<String> title = Optional.of(readText(in)).filter(text -> !text.isEmpty());
    Optional<Locale> language =
        Optional.of(readText(in)).filter(tag -> !tag.isEmpty()).map(Locale::forLanguageTag);
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String key = readText(in);
      attributes.put(
          key,
          switch (in.readUnsignedByte()) {
            case 0 -> new AttributeValue.Text(readText(in));
            case 1 -> new AttributeValue.Numeric(in.readDouble());
            case 2 -> new AttributeValue.Flag(in.readBoolean());
            case 3 -> readTexts(in);
            default -> throw new IOException("The spool is damaged");
          });
    }
    return new About(title, language, attributes);
  }

  private static AttributeValue readTexts(DataInputStream in) throws IOException {
    List<String> values = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(readText(in));
    }
    return new AttributeValue.Texts(values);
  }

  /** Counts what goes through it. */
  private static final class Counting extends OutputStream {
    private final OutputStream file;
    private long bytes;

    private Counting(OutputStream file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      file.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      file.write(some, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
