package askdocs.simulation;

import askdocs.ingest.Block;
import askdocs.ingest.ChunkSize;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.Sidecar;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an object may hold: few contents, so that they repeat, and with them their entity tags.
 *
 * @param etag its entity tag
 * @param text the words; empty for a file that cannot be read
 * @param chunks the texts that it is cut into
 */
record Content(String etag, Optional<String> text, List<String> chunks) {
  static final Chunker CHUNKER = new Chunker(new ChunkSize(7, 0, 100));
  static final int VARIANTS = 5;
  static final String SHARED_WORD = "common";

  /** What a sidecar may say, by its entity tag. */
  static final Map<String, Reading> SIDECARS =
      Map.of(
          "s-year", usable(Optional.empty()),
          "s-finance", usable(Optional.of(Access.ofGroups(List.of("finance")))),
          "s-hr", usable(Optional.of(Access.ofGroups(List.of("hr")))),
          "s-nobody", usable(Optional.of(Access.CLOSED)),
          "s-broken", new Reading.Unusable("Not a sidecar."));

  static final List<String> SIDECAR_ETAGS = SIDECARS.keySet().stream().sorted().toList();

  private static final Map<String, Content> BY_ETAG = new HashMap<>();

  static {
    for (String key : List.of("a", "b", "c")) {
      String word = wordOf(key);
      add(key, 0, "The " + word + " is common here.");
      add(key, 1, "The " + word + " is common here. It was old once and long ago.");
      add(key, 2, "It was said early in common days. Then came the " + word + " of late years.");
      add(
          key,
          3,
          "One goes here before all. Two has the " + word + " now. Three common ends last.");
      put(new Content(key + "-4", Optional.empty(), List.of()));
    }
  }

  /** The word that all readable contents of a key have, and those of no other. */
  static String wordOf(String key) {
    return "word" + key;
  }

  static Content of(String key, int variant) {
    return of(key + "-" + variant);
  }

  static Content of(String etag) {
    return Optional.ofNullable(BY_ETAG.get(etag)).orElseThrow();
  }

  Path file() {
    return Path.of(etag);
  }

  ReadOutcome read() {
    return text.<ReadOutcome>map(words -> new ReadOutcome.Read(structured(words)))
        .orElseGet(() -> new ReadOutcome.Failed("Damaged."));
  }

  /** Who may read it, with this sidecar or none; empty if nothing of it may be live. */
  Optional<Access> live(Optional<String> sidecar) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (sidecar.isEmpty()) {
      return Optional.of(Access.PUBLIC);
    }
    return switch (Optional.ofNullable(SIDECARS.get(sidecar.get())).orElseThrow()) {
      case Reading.Usable(Sidecar said) -> Optional.of(said.access().orElse(Access.PUBLIC));
      case Reading.Unusable _ -> Optional.empty();
    };
  }

  private static Reading usable(Optional<Access> access) {
    return new Reading.Usable(new Sidecar(Map.of(), access));
  }

  private static void add(String key, int variant, String words) {
    List<String> chunks = new ArrayList<>();
    CHUNKER
        .chunk(structured(words))
        .forEach(chunk -> chunks.add(words.substring(chunk.start(), chunk.end())));
    put(new Content(key + "-" + variant, Optional.of(words), List.copyOf(chunks)));
  }

  private static void put(Content content) {
    BY_ETAG.put(content.etag(), content);
  }

  private static StructuredText structured(String words) {
    Block all = new Block(0, words.length(), Block.Kind.PROSE, OptionalInt.empty(), List.of(), "");
    return new StructuredText(words, Optional.empty(), Optional.empty(), List.of(all));
  }
}
