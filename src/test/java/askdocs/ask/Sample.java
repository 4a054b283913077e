package askdocs.ask;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The small vocabulary of this package's tests. */
final class Sample {
  static final String MODEL = "global.anthropic.claude-haiku-5-5";
  static final Caller ANA = new Caller("ana", Set.of("data"));

  private Sample() {}

  static Ask ask(String question) {
    return new Ask(new Question(question), 2, MODEL, 800, ANA);
  }

  /** A passage of generation 7, its first character at 100 in its document. */
  static Passage passage(String key, String text) {
    return passage(key, 7, text, "");
  }

  static Passage passage(String key, long generation, String text, String tableHeader) {
    return new Passage(
        new PassageId(key, generation, 0),
        new DocumentUri("documents", key),
        "v1",
        "Title of " + key,
        text,
        tableHeader,
        new Location(100, 100 + text.length(), OptionalInt.empty(), Optional.empty()),
        Access.PUBLIC);
  }

  /** The same passage of a document that is from this day. */
  static Passage from(LocalDate day, Passage passage) {
    return new Passage(
        passage.id(),
        passage.uri(),
        passage.version(),
        passage.title(),
        passage.text(),
        passage.tableHeader(),
        passage.location(),
        passage.access(),
        Optional.of(day));
  }

  static Hit hit(String key, long generation) {
    return new Hit(passage(key, generation, "Text of " + key + ".", ""), 0.5);
  }

  /** The passages of a prompt, called p0, p1 and so on. */
  static List<PromptPassage> prompted(Passage... passages) {
    List<PromptPassage> prompted = new java.util.ArrayList<>();
    for (Passage passage : passages) {
      prompted.add(PromptPassage.of("p" + prompted.size(), new Hit(passage, 0.5)));
    }
    return prompted;
  }

  /** A prompt that asks about these passages. */
  static Prompt prompt(List<PromptPassage> passages) {
    return new Prompt(MODEL, Prompt.RULES, passages, new Question("What is ETL?"), 800);
  }

  static Span plain(String text) {
    return new Span(text, List.of());
  }

  static Span cited(String text, Claim... claims) {
    return new Span(text, List.of(claims));
  }

  /** A claim to rest on the items from {@code first} to before {@code end} of a passage. */
  static Claim claim(int passage, int first, int end, String... quotes) {
    return new Quoted(Optional.of("p" + passage), passage, first, end, List.of(quotes));
  }
}
