package askdocs.local.bedrock;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer before it is written out.
 *
 * @param parts in their order; their texts together are the answer
 */
record Draft(List<Part> parts) {
  /** What the model spends on one citation, by the recordings. */
  private static final int TOKENS_PER_CITATION = 24;

  Draft {
    parts = List.copyOf(parts);
  }

  static Draft of(String text) {
    return new Draft(List.of(new Plain(text)));
  }

  /** A piece of the answer. */
  sealed interface Part {
    String text();

    /** The same part with only the beginning of its text. */
    Part saying(String beginning);

    default int tokens() {
      return Tokens.count(text()) + overhead();
    }

    int overhead();
  }

  record Plain(String text) implements Part {
    @Override
    public Part saying(String beginning) {
      return new Plain(beginning);
    }

    @Override
    public int overhead() {
      return 0;
    }
  }

  /**
   * Text that rests on sentences of a search result.
   *
   * @param index of the search result among all in the request
   * @param start of the sentences in the search result's content
   * @param end behind the last of them
   * @param quotes the sentences
   */
  record Supported(
      String text, int index, int start, int end, String source, String title, List<String> quotes)
      implements Part {
    Supported {
      quotes = List.copyOf(quotes);
    }

    @Override
    public Part saying(String beginning) {
      return new Supported(beginning, index, start, end, source, title, quotes);
    }

    @Override
    public int overhead() {
      return TOKENS_PER_CITATION;
    }
  }

  int tokens() {
    return parts.stream().mapToInt(Part::tokens).sum();
  }

  /** As much of it as fits. */
  Draft within(int tokens) {
    List<Part> fitting = new ArrayList<>();
    int left = tokens;
    for (Part part : parts) {
      if (part.tokens() > left) {
        String beginning = Tokens.first(part.text(), Math.max(0, left - part.overhead())).strip();
        if (!beginning.isEmpty()) {
          fitting.add(part.saying(beginning));
        }
        break;
      }
      fitting.add(part);
      left -= part.tokens();
    }
    return new Draft(fitting);
  }
}
