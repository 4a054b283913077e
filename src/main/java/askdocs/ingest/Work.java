package askdocs.ingest;

/** Something to ingest that a queue holds. */
public sealed interface Work {
  /** The document that it is about. */
  String key();

  /** How often it was put off before. */
  int putOff();

  /** The same, put off once more. */
  Work putOffAgain();

  /**
   * A hint, for all indices that are kept up to date.
   *
   * @param hint the hint
   * @param putOff how often it was put off before
   */
  record OfHint(Hint hint, int putOff) implements Work {
    @Override
    public String key() {
      return hint.key();
    }

    @Override
    public Work putOffAgain() {
      return new OfHint(hint, putOff + 1);
    }
  }

  /**
   * The rest of a long document.
   *
   * @param index the name of the index that it is for
   * @param handOver where to go on
   * @param putOff how often it was put off before
   */
  record OfHandOver(String index, HandOver handOver, int putOff) implements Work {
    @Override
    public String key() {
      return handOver.key();
    }

    @Override
    public Work putOffAgain() {
      return new OfHandOver(index, handOver, putOff + 1);
    }
  }
}
