package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/**
 * A Converse request whose shape is right.
 *
 * @param modelFields the additionalModelRequestFields; an empty object if there are none
 */
record Conversation(
    List<String> system, List<Turn> turns, Inference inference, JsonNode modelFields) {
  /** What the protocol around the conversation costs, with citations on, by the recordings. */
  private static final int CITATIONS_OVERHEAD = 800;

  private static final int TURN_OVERHEAD = 4;

  Conversation {
    system = List.copyOf(system);
    turns = List.copyOf(turns);
  }

  /** The inferenceConfig. */
  record Inference(
      OptionalInt maxTokens, boolean temperature, boolean topP, List<String> stopSequences) {
    Inference {
      stopSequences = List.copyOf(stopSequences);
    }
  }

  /** One message. */
  record Turn(boolean byUser, List<Block> content) {
    Turn {
      content = List.copyOf(content);
    }
  }

  /** A block of a message. */
  sealed interface Block {}

  record Text(String text) implements Block {}

  /** What an assistant said before, with its citations. */
  record Cited(String text, boolean ofSearchResults) implements Block {}

  record CachePoint() implements Block {}

  /**
   * A passage to answer from.
   *
   * @param content its sentences
   * @param citations whether the answer shall cite it
   */
  record SearchResult(String source, String title, List<String> content, boolean citations)
      implements Block {
    SearchResult {
      content = List.copyOf(content);
    }
  }

  /** All passages in their order: a citation's searchResultIndex counts in this list. */
  List<SearchResult> searchResults() {
    return turns.stream()
        .flatMap(turn -> turn.content().stream())
        .filter(SearchResult.class::isInstance)
        .map(SearchResult.class::cast)
        .toList();
  }

  boolean citing() {
    return searchResults().stream().anyMatch(SearchResult::citations);
  }

  /** The texts of the last thing that the user said. */
  List<String> asked() {
    return turns.reversed().stream()
        .filter(Turn::byUser)
        .findFirst()
        .map(turn ->
            turn.content().stream()
                .filter(Text.class::isInstance)
                .map(block -> ((Text) block).text())
                .toList())
        .orElse(List.of());
  }

  /** What the prompt is billed for. */
  int inputTokens() {
    int tokens = citing() ? CITATIONS_OVERHEAD : 0;
    for (String text : system) {
      tokens += Tokens.count(text);
    }
    for (Turn turn : turns) {
      tokens += TURN_OVERHEAD;
      for (Block block : turn.content()) {
        tokens +=
            switch (block) {
              case Text said -> Tokens.count(said.text());
              case Cited said -> Tokens.count(said.text());
              case CachePoint _ -> 0;
              case SearchResult result ->
                  Tokens.count(result.source())
                      + Tokens.count(result.title())
                      + result.content().stream().mapToInt(Tokens::count).sum();
            };
      }
    }
    return tokens;
  }
}
