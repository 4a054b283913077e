package askdocs.parse.child;

import askdocs.ingest.About;
import askdocs.ingest.Block;
import askdocs.ingest.TextPart;
import askdocs.parse.PartwiseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Does as the key says: what parsers do on bad days. */
public final class Misbehaving implements PartwiseReader {
  @Override
  public Reading read(
      String key, Optional<String> contentType, Path file, Consumer<TextPart> parts) {
    String text =
        switch (key) {
          case "loops" -> loop();
          case "fills the heap" -> fill();
          case "overflows" -> overflow(0) + "";
          case "exits" -> exit();
          case "prints" -> print();
          case "looks around" -> System.getenv().keySet() + "";
          case "litters" -> litter();
          case "opens a connection" -> open(file);
          case "names its process" -> ProcessHandle.current().pid() + "";
          default -> contents(file);
        };
    if (key.equals("refuses")) {
      return new Reading.Failed("No.");
    }
    parts.accept(
        new TextPart(
            0,
            text,
            List.of(
                new Block(
                    0, text.length(), Block.Kind.PROSE, OptionalInt.of(1), List.of("H"), ""))));
    return new Reading.Whole(new About(Optional.of(key), Optional.empty(), Map.of()));
  }

  private static String loop() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Integer.MAX_VALUE;
    }
    return "";
  }

  private static String fill() {
    List<long[]> all = new ArrayList<>();
    while (all.size() >= 0) {
      all.add(new long[1 << 16]);
    }
    return "";
  }

  private static int overflow(int deep) {
    return overflow(deep + 1) + overflow(deep + 2);
  }

  private static String exit() {
    Runtime.getRuntime().halt(1);
    return "";
  }

  private static String print() {
    for (int i = 0; i < 10_000; i++) {
      System.out.println("RDT");
      System.err.println("RDT");
    }
    return "printed";
  }

  private static String litter() {
    try {
      Path left = Files.createTempFile("litter", "");
      try (var all = Files.list(left.getParent())) {
        return all.count() + "";
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String open(Path file) {
    try (var in = URI.create(contents(file)).toURL().openStream()) {
      return "opened" + in.read();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
