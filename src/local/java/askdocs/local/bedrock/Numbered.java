package askdocs.local.bedrock;

import askdocs.knowledge.Sentences;
import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Quoting.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Passages numbered in the text of a prompt, for models without search results: a line that begins
 * with {@code [1]} opens passage 1, which goes on to the next such line or to a blank line. Its
 * first line is its title if it is a heading of Markdown.
 *
 * @param numbers the passages' numbers
 */
record Numbered(List<Integer> numbers, List<Passage> passages) {
  private static final Pattern OPENING = Pattern.compile("^\\s*\\[(\\d{1,3})]\\s*(.*)$");

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)\\R");

  static Numbered in(List<String> texts) {
    List<Integer> numbers = new ArrayList<>();
    List<Passage> passages = new ArrayList<>();
    for (String text : texts) {
      StringBuilder open = new StringBuilder();
      boolean inside = false;
      for (String line : text.split("\n", -1)) {
        Matcher opening = OPENING.matcher(line);
        boolean opens = opening.matches();
        if (inside && (opens || line.isBlank())) {
          passages.add(passage(open.toString()));
          inside = false;
        }
        if (opens) {
          numbers.add(Integer.valueOf(opening.group(1)));
          open.setLength(0);
          open.append(opening.group(2));
          inside = true;
        } else if (inside) {
          open.append('\n').append(line);
        }
      }
      if (inside) {
        passages.add(passage(open.toString()));
      }
    }
    return new Numbered(numbers, passages);
  }

  /** The passages as if they were search results, by their numbers. */
  List<SearchResult> results() {
    return IntStream.range(0, passages.size())
        .filter(at -> !passages.get(at).sentences().isEmpty())
        .mapToObj(at ->
            new SearchResult(
                numbers.get(at).toString(),
                passages.get(at).title(),
                passages.get(at).sentences(),
                false))
        .toList();
  }

  /** Whether the line opens a passage. */
  static boolean opens(String line) {
    return OPENING.matcher(line).matches();
  }

  private static Passage passage(String text) {
    Matcher heading = HEADING.matcher(text);
    String title = heading.lookingAt() ? heading.group(1) : "";
    String body = heading.lookingAt() ? text.substring(heading.end()) : text;
    return new Passage(
        title,
        Sentences.of(body, Words.language(body)).stream()
            .map(range -> body.substring(range.start(), range.end()))
            .toList());
  }
}
