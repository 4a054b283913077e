package askdocs.aws;

/**
 * The answer to a call that is paid for.
 *
 * @param answer the answer
 * @param unanswered how many tries before it got none, so that they may have been billed as well
 */
record Tried<T>(T answer, int unanswered) {}
