package askdocs.local.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to measure in a folder: it is a set itself, or holds sets.
 *
 * @param searched collections with judgements
 * @param abstention collections with questions that they answer, and others
 * @param injection attacks, and documents to plant them in
 */
record Folders(
    List<BeirSet> searched, List<AbstentionSet> abstention, Optional<InjectionSet> injection) {
  Folders {
    searched = List.copyOf(searched);
    abstention = List.copyOf(abstention);
  }

  /**
   * Reads all of it before anything is measured, so that what is wrong is told at once.
   *
   * @throws Refusal naming what is wrong
   */
  static Folders of(Wanted wanted) {
    if (!Files.isDirectory(wanted.folder())) {
      throw new Refusal("There is no folder " + wanted.folder());
    }
    List<BeirSet> searched = new ArrayList<>();
    List<AbstentionSet> abstention = new ArrayList<>();
    for (Path folder : inside(wanted)) {
      if (BeirFolder.isSet(folder)) {
        searched.add(BeirFolder.read(folder));
      } else if (AbstentionFolder.isSet(folder)) {
        abstention.add(AbstentionFolder.read(folder, wanted.limit()));
      }
    }
    if (!searched.isEmpty() || !abstention.isEmpty()) {
      return new Folders(searched, abstention, Optional.empty());
    }
    if (wanted.sets().isEmpty() && InjectionFolder.isSet(wanted.folder())) {
      return new Folders(
          List.of(), List.of(), Optional.of(InjectionFolder.read(wanted.folder(), wanted.limit())));
    }
    throw new Refusal(
        "There is no set in "
            + wanted.folder()
            + (wanted.sets().isEmpty() ? "" : " of the names " + wanted.sets())
            + ". A set is a folder with corpus.jsonl, and queries.jsonl and qrels.tsv, or"
            + " answerable.jsonl and unanswerable.jsonl; or one with attacks.jsonl and documents to"
            + " plant them in. See scripts/eval --help.");
  }

  private static List<Path> inside(Wanted wanted) {
    if (BeirFolder.isSet(wanted.folder()) || AbstentionFolder.isSet(wanted.folder())) {
      return Stream.of(wanted.folder()).filter(folder -> isWanted(wanted, folder)).toList();
    }
    try (Stream<Path> inside = Files.list(wanted.folder())) {
      return inside.filter(folder -> isWanted(wanted, folder)).sorted().toList();
    } catch (IOException e) {
      throw new Refusal(wanted.folder() + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isWanted(Wanted wanted, Path folder) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    return Files.isDirectory(folder) && (wanted.sets().isEmpty() || wanted.sets().contains(name));
  }
}
