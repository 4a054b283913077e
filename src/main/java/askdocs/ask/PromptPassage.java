package askdocs.ask;

import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A passage as the model is given it: cut into sentences, so that a citation can name one.
 *
 * @param id the opaque name that a citation of it carries
 * @param hit the passage, and how near it was
 * @param title what a reader needs to place it: the title, and the headings that it stands under
 * @param tableHeader the header of the table that it goes on with; empty for all else
 * @param sentences the ranges, in the passage's own text, of the sentences that are given, in order
 */
public record PromptPassage(
    String id, Hit hit, String title, String tableHeader, List<Sentences.Range> sentences) {
  public PromptPassage {
    sentences = List.copyOf(sentences);
    if (sentences.isEmpty() || title.isBlank()) {
      throw new IllegalArgumentException("A passage has a title and a sentence");
    }
  }

  /** The whole passage. */
  public static PromptPassage of(String id, Hit hit) {
    Passage passage = hit.passage();
    return new PromptPassage(
        id,
        hit,
        passage
            .location()
            .heading()
            .map(path -> passage.title() + " › " + path)
            .orElse(passage.title()),
        passage.tableHeader(),
        Sentences.of(passage.text(), Locale.ROOT));
  }

  /** The passage. */
  public Passage passage() {
    return hit.passage();
  }

  /**
   * What stands above its sentences: the title, and behind it the document's date. What a statement
   * says is held against the title alone.
   */
  public String titleWithDate() {
    return passage().date().map(date -> title + " (" + date + ")").orElse(title);
  }

  /** The texts that citations count: the table's header where there is one, then the sentences. */
  public List<String> items() {
    Stream<String> header = Stream.of(tableHeader).filter(row -> !row.isBlank());
    return Stream.concat(header, sentences.stream().map(this::text)).toList();
  }

  /** The words of a range. */
  String text(Sentences.Range range) {
    return passage().text().substring(range.start(), range.end());
  }

  /**
   * The words that the items from {@code first} to before {@code end} stand for; empty if there are
   * no such items, or none of them is a sentence. Sentences that do not stand side by side, because
   * one between them was not given, are ranges of their own.
   */
  List<Sentences.Range> words(int first, int end) {
    int items = items().size();
    if (first < 0 || end <= first || end > items) {
      return List.of();
    }
    int headers = items - sentences.size();
    return end <= headers
        ? List.of()
        : together(sentences.subList(Math.max(first - headers, 0), end - headers));
  }

  /** The ranges, those that only white space parts as one. */
  List<Sentences.Range> together(List<Sentences.Range> ranges) {
    List<Sentences.Range> together = new ArrayList<>();
    for (Sentences.Range range : ranges) {
      Optional<Sentences.Range> before =
          together.isEmpty() ? Optional.empty() : Optional.of(together.getLast());
      if (before.isPresent()
          && passage().text().substring(before.get().end(), range.start()).isBlank()) {
        together.set(together.size() - 1, new Sentences.Range(before.get().start(), range.end()));
      } else {
        together.add(range);
      }
    }
    return List.copyOf(together);
  }
}
