package askdocs.local.eval;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.local.eval.Letters.Place;
import askdocs.parse.FormatsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of documents, and which passages of a collection stand in which of them: {@code
 * files.tsv} with a header line and, of the columns, {@code file} and {@code paragraph-ids}, ids of
 * {@code corpus.jsonl} with commas between.
 *
 * <p>It reads the files and nothing else: what AskDocs has in its index does not matter here.
 */
final class OriginalFiles {
  private final Path folder;
  private final Map<String, List<String>> paragraphsOf;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Path> replaced = new HashMap<>();

  private OriginalFiles(Path folder, Map<String, List<String>> paragraphsOf) {
    this.folder = folder;
    this.paragraphsOf = paragraphsOf;
  }

  /**
   * Reads the table.
   *
   * @throws Refusal naming what is wrong with it
   */
  static OriginalFiles in(Path folder) {
    Path table = folder.resolve("files.tsv");
    List<String> lines = JsonLines.texts(table);
    List<String> head = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split("\t", -1));
    int file = head.indexOf("file");
    int ids = head.indexOf("paragraph-ids");
    if (file < 0 || ids < 0) {
      throw new Refusal(table + ", line 1: must name the columns file and paragraph-ids");
    }
    Map<String, List<String>> paragraphs = new LinkedHashMap<>();
    for (int number = 2; number <= lines.size(); number++) {
      String[] cells = lines.get(number - 1).split("\t", -1);
      if (lines.get(number - 1).isBlank()) {
        continue;
      }
      if (cells.length != head.size()) {
        throw new Refusal(
            table + ", line " + number + ": has " + cells.length + " fields, not " + head.size());
      }
      if (!Files.isRegularFile(folder.resolve(cells[file]))) {
        throw new Refusal(
            table + ", line " + number + ": file: there is no " + folder.resolve(cells[file]));
      }
      paragraphs.put(cells[file], List.of(cells[ids].split(",")));
    }
    return new OriginalFiles(folder, paragraphs);
  }

  /** The files' names. */
  List<String> names() {
    return List.copyOf(paragraphsOf.keySet());
  }

  Path path(String name) {
    return Optional.ofNullable(replaced.get(name)).orElseGet(() -> folder.resolve(name));
  }

  /** From now on the file of this name is another one. */
  void replace(String name, Path by) {
    replaced.put(name, by);
    texts.remove(name);
  }

  /** The file's text as {@code scripts/extract} prints it; empty if there is no such file. */
  Optional<String> text(String name) {
    if (!paragraphsOf.containsKey(name)) {
      return Optional.empty();
    }
    return Optional.of(
        texts.computeIfAbsent(
            name,
            file ->
                new FormatsReader().read(file, Optional.empty(), path(file))
                        instanceof ReadOutcome.Read read
                    ? read.text().text()
                    : ""));
  }

  /** A paragraph's place in its file. */
  record Standing(String file, Place place) {}

  /** Where the paragraphs of a collection stand; those that are in no file's text are left out. */
  Map<String, Standing> standing(BeirSet set) {
    Map<String, Letters> paragraphs = new HashMap<>();
    set.documents().forEach(one -> paragraphs.put(one.id(), Letters.of(one.text())));
    Map<String, Standing> standing = new HashMap<>();
    for (Map.Entry<String, List<String>> file : paragraphsOf.entrySet()) {
      Letters text = Letters.of(text(file.getKey()).orElse(""));
      for (String id : file.getValue()) {
        Optional.ofNullable(paragraphs.get(id))
            .flatMap(text::find)
            .ifPresent(place -> standing.put(id, new Standing(file.getKey(), place)));
      }
    }
    return standing;
  }
}
