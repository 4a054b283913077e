package askdocs.local.bench;

import askdocs.local.eval.BeirSet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import software.amazon.awssdk.core.sync.RequestBody;

/** Kinds of objects to ingest. */
enum Loads {
  /** Objects of one passage each: 400 of them, or 10,000. */
  SMALL,
  /** The first set's documents as they are: the first of them, or all. */
  PAGES,
  /** One plain text of 200 MB, of pieces of real ones; only where there is time for it. */
  FILE;

  /**
   * At 16 calls at a time 16 a second: about what a usual quota of 300,000 tokens a minute lets
   * through, and less than what makes the processors of a small machine, which plays all parts, the
   * limit.
   */
  private static final int LATENCY_MILLIS = 1_000;

  /** For the one long file, which would take hours else. */
  private static final int SHORT_LATENCY_MILLIS = 50;

  /** In characters: some 400 passages, half a minute of 16 calls a second. */
  private static final int SOME_TEXT = 400_000;

  private static final int SMALL_OBJECTS = 400;
  private static final int MANY_SMALL_OBJECTS = 10_000;
  private static final long LONG_FILE_BYTES = 200_000_000;

  /**
   * What is put into the bucket.
   *
   * @param latencyMillis how long the model takes for a call
   * @param object gives one by its number
   */
  record Load(String name, int objects, int latencyMillis, IntFunction<Put> object) {}

  /** An object. */
  record Put(String key, RequestBody body) {
    static Put of(String key, String text) {
      return new Put(key, RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The objects.
   *
   * @param sets whose texts they are made of
   * @param longer whether there is time for as many as there are
   * @param folder for what does not fit into memory
   */
  Optional<Load> of(List<BeirSet> sets, boolean longer, Path folder) throws IOException {
    return switch (this) {
      case SMALL -> Optional.of(small(sets, longer ? MANY_SMALL_OBJECTS : SMALL_OBJECTS));
      case PAGES -> Optional.of(pages(sets.getFirst(), longer ? Integer.MAX_VALUE : SOME_TEXT));
      case FILE -> longer ? Optional.of(file(sets, folder.resolve("long.txt"))) : Optional.empty();
    };
  }

  private static Load small(List<BeirSet> sets, int objects) {
    List<String> texts = RealTexts.of(sets, objects, 1).passages();
    return new Load(
        "small objects",
        objects,
        LATENCY_MILLIS,
        number ->
            Put.of(
                "small/%06d.txt".formatted(number),
                "Note " + number + "\n\n" + texts.get(number % texts.size())));
  }

  private static Load pages(BeirSet set, int characters) {
    List<BeirSet.Document> documents = new ArrayList<>();
    long taken = 0;
    for (BeirSet.Document document : set.documents()) {
      if (taken >= characters) {
        break;
      }
      documents.add(document);
      taken += document.text().length();
    }
    return new Load(
        set.name(),
        documents.size(),
        LATENCY_MILLIS,
        number -> Put.of("guides/" + documents.get(number).id(), documents.get(number).text()));
  }

  private static Load file(List<BeirSet> sets, Path file) throws IOException {
    List<String> texts = RealTexts.of(sets, 5_000, 1).passages();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      long written = 0;
      for (int number = 0; written < LONG_FILE_BYTES; number++) {
        String text = texts.get(number % texts.size()) + " (" + number + ".)\n\n";
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (written + bytes > LONG_FILE_BYTES) {
          break;
        }
        out.write(text);
        written += bytes;
      }
    }
    return new Load(
        "a file of 200 MB",
        1,
        SHORT_LATENCY_MILLIS,
        _ -> new Put("long.txt", RequestBody.fromFile(file)));
  }
}
