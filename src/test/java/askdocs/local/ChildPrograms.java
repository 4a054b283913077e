package askdocs.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Programs that a test runs as children, and how to launch them. */
final class ChildPrograms {
  private ChildPrograms() {}

  static ChildJvm.Launch launch(Class<?> program, Path folder, String... arguments) {
    return launch(program, folder, ChildJvm.Launch.PATIENCE, arguments);
  }

  static ChildJvm.Launch launch(
      Class<?> program, Path folder, Duration patience, String... arguments) {
    return new ChildJvm.Launch(
        program.getSimpleName(),
        classes().toString(),
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        program.getName(),
        List.of(arguments),
        folder,
        Map.of("GREETING", "hola"),
        folder.resolve("log"),
        patience);
  }

  private static Path classes() {
    try {
      return Path.of(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends at the end of its input, and holds a lock on the file "lock" as long as it lives. */
  static final class Patient {
    public static void main(String[] arguments) throws IOException {
      RandomAccessFile file = new RandomAccessFile("lock", "rw");
      file.getChannel().lock();
      System.out.println("READY " + ProcessHandle.current().pid());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Has a child itself: a {@link Patient} in the folder that the argument names. */
  static final class Parent {
    public static void main(String[] arguments) throws IOException {
      ChildJvm child = ChildJvm.start(launch(Patient.class, Path.of(arguments[0])));
      System.out.println("READY " + child.ready());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Tells where it runs and with what. */
  static final class Curious {
    public static void main(String[] arguments) throws IOException {
      System.err.println("looking around");
      System.out.println(
          "READY "
              + System.getenv("GREETING")
              + " from "
              + Path.of("").toAbsolutePath().getFileName()
              + " to "
              + arguments[0]);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Complains at length and ends. */
  static final class Broken {
    public static void main(String[] arguments) {
      for (int i = 1; i <= 30; i++) {
        System.err.println("complaint " + i);
      }
      System.exit(3);
    }
  }

  /** Never gets ready. */
  static final class Slow {
    public static void main(String[] arguments) throws IOException {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Neither the end of its input nor a signal ends it. */
  static final class Stubborn {
    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch never = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                try {
                  never.await();
                } catch (InterruptedException interrupted) {
                  Thread.currentThread().interrupt();
                }
              }));
      System.out.println("READY");
      never.await();
    }
  }
}
