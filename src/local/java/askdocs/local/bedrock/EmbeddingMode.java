package askdocs.local.bedrock;

/** What the stand-in builds an embedding from. */
public enum EmbeddingMode {
  /** Hashed words beside MiniLM: ranks Spanish and English; the usual mode. */
  BOTH,
  /** MiniLM alone: English only, slow. */
  MINILM,
  /** Hashed words alone: no meaning beyond spelling, thousands of texts a second. */
  HASHED
}
