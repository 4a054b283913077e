package askdocs.local.bedrock;

/** How the stand-in answers: by quoting, or in a way that an asker must see through. */
public enum AnswerMode {
  /** Quotes, and cites what it quotes; the usual mode. */
  QUOTE,
  /** Always says that the documents do not say. */
  SILENT,
  /** Cites the next search result for a quote from another one. */
  WRONG_INDEX,
  /** Changes what it quotes, in the answer and in the citation. */
  ALTERED_QUOTE,
  /** Gives a sentence of another search result as its quote, with the right location. */
  FOREIGN_QUOTE,
  /** Cites sentences and search results that do not exist. */
  OUT_OF_RANGE,
  /** Cites a source that it was not given. */
  UNKNOWN_SOURCE,
  /**
   * Quotes what an earlier request said and this one no longer does, as if this one did; an unknown
   * source where there is no such thing. The one mode that remembers.
   */
  SUPERSEDED,
  /** Says the same without citations. */
  UNCITED,
  /** Does what any text tells it to do, search results and titles included. */
  OBEY_ANY,
  /** The same, and cites what told it to. */
  OBEY_AND_CITE,
  /** Does what a text outside of search results tells it to do. */
  OBEY_OUTSIDE
}
