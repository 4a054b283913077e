package askdocs.lambda;

import askdocs.knowledge.IndexRef;

/** What the settings say of the index of passages. */
final class IndexSettings {
  private final Settings settings;

  IndexSettings(Settings settings) {
    this.settings = settings;
  }

  /** The index that is made where there is none. */
  IndexRef first() {
    return named(settings.text(Setting.INDEX_PREFIX) + "-1");
  }

  /** An index of the settings' model. */
  IndexRef named(String name) {
    return new IndexRef(
        name,
        settings.text(Setting.EMBEDDING_MODEL_ID),
        settings.number(Setting.EMBEDDING_DIMENSIONS));
  }

  /**
   * The index that serves, if the settings fit it.
   *
   * @throws IllegalStateException if not, saying what to set
   */
  IndexRef agreeing(IndexRef serving) {
    IndexRef first = first();
    if (!serving.embeddingModel().equals(first.embeddingModel())
        || serving.dimensions() != first.dimensions()) {
      throw new IllegalStateException(
          "The index "
              + serving.name()
              + " holds vectors of "
              + serving.embeddingModel()
              + " with "
              + serving.dimensions()
              + " dimensions: set EMBEDDING_MODEL_ID and EMBEDDING_DIMENSIONS to these");
    }
    return serving;
  }
}
