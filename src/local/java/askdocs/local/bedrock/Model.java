package askdocs.local.bedrock;

import java.util.List;

/** A model that the stand-in knows, and what it accepts. */
sealed interface Model {
  /** The bare id of the foundation model. */
  String id();

  /** The geographies whose inference profiles contain it, as prefixes without their dot. */
  List<String> profiles();

  /** Whether the bare id may be invoked on demand, without an inference profile. */
  boolean onDemand();

  /**
   * Output tokens count this many times when a call is settled against the tokens a minute: five
   * times for Claude 3.7 and later.
   */
  int burndown();

  /**
   * A model that answers Converse.
   *
   * @param contextTokens prompt and answer together
   * @param maxOutputTokens also what is reserved when a request names no maxTokens
   * @param family whose request fields and refusals it has
   */
  record Chat(
      String id,
      List<String> profiles,
      boolean onDemand,
      int contextTokens,
      int maxOutputTokens,
      Family family)
      implements Model {
    @Override
    public int burndown() {
      return family.claude() ? 5 : 1;
    }

    /** Whether {@code searchResult} blocks and citations are accepted. */
    boolean citations() {
      return family.claude();
    }

    /** Whether a system prompt is accepted. */
    boolean systemPrompts() {
      return family != Family.TITAN_TEXT;
    }
  }

  /** Chat models that accept and refuse the same things. */
  enum Family {
    /** Thinking on a budget, temperature or top_p; an assistant's turn may come last. */
    CLAUDE_4,
    /** Thinking on a budget or adaptive, temperature or top_p. */
    CLAUDE_4_6,
    /** Adaptive thinking, which can be disabled; no budgets, neither temperature nor top_p. */
    CLAUDE_5,
    /** The same, but thinking cannot be disabled. */
    CLAUDE_THINKING,
    /** No citations. */
    NOVA,
    /** No citations. */
    LLAMA,
    /** No citations. */
    MISTRAL,
    /** No citations and no system prompts. */
    TITAN_TEXT;

    boolean claude() {
      return switch (this) {
        case CLAUDE_4, CLAUDE_4_6, CLAUDE_5, CLAUDE_THINKING -> true;
        case NOVA, LLAMA, MISTRAL, TITAN_TEXT -> false;
      };
    }

    /** Whether temperature and top_p are refused altogether. */
    boolean unsampled() {
      return this == CLAUDE_5 || this == CLAUDE_THINKING;
    }

    boolean budgets() {
      return this == CLAUDE_4 || this == CLAUDE_4_6;
    }

    boolean adaptive() {
      return claude() && this != CLAUDE_4;
    }
  }

  /** A Titan text embedding model. */
  record Titan(String id, boolean second) implements Model {
    @Override
    public List<String> profiles() {
      return List.of();
    }

    @Override
    public boolean onDemand() {
      return true;
    }

    @Override
    public int burndown() {
      return 1;
    }
  }

  /**
   * A model that puts documents in order.
   *
   * @param cohere whether its requests are Cohere's
   */
  record Reranker(String id, boolean cohere) implements Model {
    @Override
    public List<String> profiles() {
      return List.of();
    }

    @Override
    public boolean onDemand() {
      return true;
    }

    @Override
    public int burndown() {
      return 1;
    }
  }

  /**
   * A Cohere embedding model.
   *
   * @param fourth whether it is of the fourth generation, and not of the third
   */
  record Cohere(String id, List<String> profiles, boolean fourth) implements Model {
    public Cohere {
      profiles = List.copyOf(profiles);
    }

    @Override
    public boolean onDemand() {
      return true;
    }

    @Override
    public int burndown() {
      return 1;
    }
  }
}
