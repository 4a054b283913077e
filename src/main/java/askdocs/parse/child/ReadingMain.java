package askdocs.parse.child;

import askdocs.parse.PartwiseReader;
import askdocs.parse.PartwiseReader.Reading;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a process that reads files for its parent, one after another, until its
 * standard input ends: so it never outlives the parent, not even while it reads.
 *
 * <p>It says {@link #READY} once it can begin. A request is a {@link Request}; what was found goes
 * into the spool that it names, and {@link #DONE}, or {@link #TROUBLE} if that could not be
 * written, says that all of it is there.
 */
public final class ReadingMain {
  static final int READY = 'R';
  static final int DONE = 'D';
  static final int TROUBLE = 'T';

  /** The exit status after what no reader should let through. */
  private static final int BROKEN = 70;

  private final PartwiseReader reader;
  private final OutputStream parent;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private ReadingMain(PartwiseReader reader, OutputStream parent) {
    this.reader = reader;
    this.parent = parent;
  }

  /** Reads with the class that is named, until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    OutputStream parent = new FileOutputStream(FileDescriptor.out);
    // What a parser prints must not pass for an answer.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    URL.setURLStreamHandlerFactory(ReadingMain::handler);
    PartwiseReader reader =
        Class.forName(arguments[0])
            .asSubclass(PartwiseReader.class)
            .getDeclaredConstructor()
            .newInstance();
    ReadingMain main = new ReadingMain(reader, parent);
    Thread.ofPlatform().name("reader").start(main::work);
    main.listen(
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in))));
  }

  /** No document has a reason to open a connection. */
  private static @Nullable URLStreamHandler handler(String protocol) {
    if (Set.of("file", "jar", "jrt").contains(protocol)) {
      return null; // the JDK's own
    }
    return new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) throws IOException {
        throw new IOException("Nothing is fetched while a file is read");
      }
    };
  }

  private void listen(DataInputStream in) {
    try {
      while (true) {
        requests.add(Request.read(in));
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(e instanceof EOFException ? 0 : BROKEN);
    }
  }

  private void work() {
    try {
      say(READY);
      while (true) {
        Request request = requests.take();
        say(read(request));
      }
    } catch (Throwable e) {
      // Whatever it was, this process may be in any state: the parent starts another.
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private int read(Request request) throws IOException {
    try (Spool spool = new Spool(request.spool())) {
      Reading reading = reader.read(request.key(), request.contentType(), request.file(), spool);
      if (spool.failed()) {
        return TROUBLE;
      }
      spool.end(reading);
    } catch (IOException | UncheckedIOException e) {
      return TROUBLE;
    }
    return DONE;
  }

  private void say(int what) throws IOException {
    parent.write(what);
    parent.flush();
  }

  /**
   * What is to be read.
   *
   * @param spool where to write what was found
   */
  record Request(String key, Optional<String> contentType, Path file, Path spool) {
    /** Longer media types mean nothing. */
    private static final int LONGEST_TYPE = 1_000;

    static Request read(DataInputStream in) throws IOException {
      String key = in.readUTF();
      String type = in.readUTF();
      return new Request(
          key,
          type.isEmpty() ? Optional.empty() : Optional.of(type),
          Path.of(in.readUTF()),
          Path.of(in.readUTF()));
    }

    void write(DataOutputStream out) throws IOException {
      out.writeUTF(key);
      out.writeUTF(contentType.filter(type -> type.length() <= LONGEST_TYPE).orElse(""));
      out.writeUTF(file.toString());
      out.writeUTF(spool.toString());
      out.flush();
    }
  }
}
