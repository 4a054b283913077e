package askdocs.ask;

import askdocs.knowledge.Passage;
import askdocs.knowledge.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A passage as the model is given it: cut into sentences, so that a citation can name one.
 *
 * @param id the opaque name that a citation of it carries
 * @param hit the passage, and how near it was
 * @param sentences its sentences' ranges in the passage's own text, in order
 */
public record PromptPassage(String id, Hit hit, List<Sentences.Range> sentences) {
  public PromptPassage {
    sentences = List.copyOf(sentences);
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("A passage has a sentence");
    }
  }

  static PromptPassage of(String id, Hit hit) {
    return new PromptPassage(id, hit, Sentences.of(hit.passage().text(), Locale.ROOT));
  }

  /** The passage. */
  public Passage passage() {
    return hit.passage();
  }

  /** What a reader needs to place it: the title, and the headings that it stands under. */
  public String title() {
    Passage passage = passage();
    return passage
        .location()
        .heading()
        .map(path -> passage.title() + " › " + path)
        .orElse(passage.title());
  }

  /** The texts that citations count: the table's header where there is one, then the sentences. */
  public List<String> items() {
    Passage passage = passage();
    Stream<String> header = Stream.of(passage.tableHeader()).filter(row -> !row.isBlank());
    Stream<String> texts =
        sentences.stream().map(range -> passage.text().substring(range.start(), range.end()));
    return Stream.concat(header, texts).toList();
  }

  /**
   * The words that the items from {@code first} to before {@code end} stand for; empty if there are
   * no such items, or none of them is a sentence.
   */
  Optional<Sentences.Range> words(int first, int end) {
    int items = items().size();
    if (first < 0 || end <= first || end > items) {
      return Optional.empty();
    }
    int headers = items - sentences.size();
    if (end <= headers) {
      return Optional.empty();
    }
    return Optional.of(
        new Sentences.Range(
            sentences.get(Math.max(first - headers, 0)).start(),
            sentences.get(end - headers - 1).end()));
  }
}
