package askdocs.local.bench;

/** How AskDocs is called. */
enum Way {
  /** As Lambda calls it, from the gateway's event to the proxy response. */
  FUNCTION,
  /** The same, and each question as often as the others, so that the cache has its answer. */
  REPEATED,
  /** What the function calls, without event, response, metrics and logs. */
  ANSWERING,
  /** The same without looking up what is live. */
  NOT_LIVE
}
