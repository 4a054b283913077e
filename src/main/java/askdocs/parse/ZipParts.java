package askdocs.parse;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The parts of a document that is a ZIP archive, each unpacked only while it is read, and all
 * together not further than the limits: a small file can unpack to a giant one. XML has no document
 * type here, hence no entities: none is ever resolved or expanded.
 */
final class ZipParts implements Closeable {
  /** Documents of a thousand slides have some 5,000 parts. */
  static final int MOST_PARTS = 20_000;

  /** What the list of the parts takes: entries of 46 bytes and their names. */
  private static final long LONGEST_DIRECTORY = 8L << 20;

  /** Deflate itself reaches 1,032; repetitive tables reach 200. */
  private static final int HIGHEST_RATIO = 500;

  private static final long FREE_OF_RATIO = 10L << 20;
  private static final int ZIP = 'P' << 8 | 'K';
  private static final int LOCATOR = 20;
  private static final int END_RECORD = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int END_SIGNATURE = 0x06054b50;

  private final ZipFile zip;
  private final ReadLimits limits;
  private final Map<String, Long> unpacked = new HashMap<>();
  private long total;

  private ZipParts(ZipFile zip, ReadLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  static ZipParts open(Path file, ReadLimits limits) throws IOException, UnreadableException {
    checkDirectory(file);
    ZipFile zip = new ZipFile(file.toFile());
    if (zip.size() > MOST_PARTS) {
      zip.close();
      throw tooManyParts();
    }
    return new ZipParts(zip, limits);
  }

  /** Refuses an archive that would take much memory only to be opened. */
  static void checkDirectory(Path file) throws IOException, UnreadableException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() < END_RECORD || bytes.readUnsignedShort() != ZIP) {
        return;
      }
      byte[] tail = new byte[(int) Math.min(bytes.length(), END_RECORD + LONGEST_COMMENT)];
      long from = bytes.length() - tail.length;
      bytes.seek(from);
      bytes.readFully(tail);
      ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      int at = tail.length - END_RECORD;
      while (at >= 0 && end.getInt(at) != END_SIGNATURE) {
        at--;
      }
      if (at >= 0 && from + at - directory(bytes, end, at) > LONGEST_DIRECTORY) {
        throw tooManyParts();
      }
    }
  }

  /** Where the list of the parts starts; all ones point at a ZIP64 record, by its locator. */
  private static long directory(RandomAccessFile bytes, ByteBuffer end, int at) throws IOException {
    long start = Integer.toUnsignedLong(end.getInt(at + 16));
    if (start != 0xFFFFFFFFL || at < LOCATOR) {
      return start;
    }
    bytes.seek(Math.max(0, end.getLong(at - LOCATOR + 8)) + 48);
    return Long.reverseBytes(bytes.readLong());
  }

  boolean has(String part) {
    return zip.getEntry(part) != null;
  }

  List<String> names() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  /** Sends the part's XML to the handler; nothing where there is no such part. */
  void parse(String part, DefaultHandler handler) throws IOException, UnreadableException {
    ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      return;
    }
    try (InputStream stream = new Counted(entry)) {
      parser().parse(stream, handler);
    } catch (TooLongException e) {
      throw tooLong(e);
    } catch (SAXException e) {
      if (e.getException() instanceof UnreadableException unreadable) {
        throw unreadable;
      }
      throw new IOException(e);
    }
  }

  /** The part's bytes; none where there is no such part. */
  byte[] bytes(String part) throws IOException, UnreadableException {
    ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      return new byte[0];
    }
    try (InputStream stream = new Counted(entry)) {
      return stream.readAllBytes();
    } catch (TooLongException e) {
      throw tooLong(e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static SAXParser parser() throws SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newSAXParser();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's own parser knows these features", e);
    }
  }

  private static UnreadableException tooManyParts() {
    return new UnreadableException(
        String.format(
            Locale.ROOT,
            "The document holds more than the %,d parts that are read of one document.",
            MOST_PARTS));
  }

  private UnreadableException tooLong(IOException cause) {
    return new UnreadableException(
        String.format(
            Locale.ROOT,
            "The document unpacks to more than the %,d MB that are read of one document, or to more"
                + " than %d times its size.",
            Math.max(1, limits.bytes() >> 20),
            HIGHEST_RATIO),
        cause);
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Counts what a part unpacks to; reading it again is free. */
  private final class Counted extends FilterInputStream {
    private final ZipEntry entry;
    private long count;

    Counted(ZipEntry entry) throws IOException {
      super(zip.getInputStream(entry));
      this.entry = entry;
      if (isAir(entry.getSize())) {
        throw new TooLongException();
      }
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      long known = unpacked.getOrDefault(entry.getName(), 0L);
      if (count > known) {
        unpacked.put(entry.getName(), count);
        total += count - known;
      }
      if (total > limits.bytes() || isAir(count)) {
        throw new TooLongException();
      }
    }

    private boolean isAir(long size) {
      return size > FREE_OF_RATIO && size / HIGHEST_RATIO > Math.max(1, entry.getCompressedSize());
    }
  }
}
