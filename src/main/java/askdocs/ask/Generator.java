package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import java.util.List;
import java.util.Optional;

/** Lets a model write. */
@FunctionalInterface
public interface Generator {
  /**
   * Gives the model the prompt.
   *
   * @throws askdocs.knowledge.UpstreamException if the model cannot be reached before the deadline,
   *     refuses, or answers with nonsense
   */
  Generation generate(Prompt prompt, Deadline deadline);

  /**
   * What the model wrote; nothing of it is believed yet.
   *
   * @param spans the answer's pieces, in order
   * @param stop why it stopped
   * @param usage the tokens
   */
  record Generation(List<Span> spans, Stop stop, ModelUsage usage) {
    public Generation {
      spans = List.copyOf(spans);
    }
  }

  /**
   * A piece of the answer and the passages that it claims to rest on.
   *
   * @param text the piece, with its white space
   * @param claims what it claims; empty for a piece that claims nothing
   */
  record Span(String text, List<Claim> claims) {
    public Span {
      claims = List.copyOf(claims);
    }
  }

  /** A claim to rest on a passage. */
  sealed interface Claim {
    /** The passage's place in the prompt, from 0. */
    int passage();
  }

  /**
   * A claim that names sentences, as a citation of a search result does.
   *
   * @param source the passage's opaque id, if it was given
   * @param passage the passage's place in the prompt, from 0
   * @param firstSentence the first of the passage's items that it rests on, from 0
   * @param endSentence behind the last of them
   * @param quotes the words that the model says it read there; may be empty
   */
  record Quoted(
      Optional<String> source, int passage, int firstSentence, int endSentence, List<String> quotes)
      implements Claim {
    public Quoted {
      quotes = List.copyOf(quotes);
    }
  }

  /**
   * A claim that names a passage and no words of it, as a number in brackets does.
   *
   * @param passage the passage's place in the prompt, from 0
   */
  record Marked(int passage) implements Claim {}

  /** Why a model stopped writing. */
  enum Stop {
    /** It had said all. */
    FINISHED,
    /** The answer reached {@code maxTokens}. */
    TOO_LONG,
    /** A guardrail or a content filter stepped in. */
    BLOCKED,
    /** Anything else: the list of reasons grows. */
    OTHER
  }
}
