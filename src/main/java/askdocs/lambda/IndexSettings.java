package askdocs.lambda;

import askdocs.aws.Languages;
import askdocs.ingest.Control;
import askdocs.knowledge.IndexRef;

/** What the settings say of the index of passages. */
final class IndexSettings {
  private final Settings settings;

  IndexSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * The languages that documents are searched in.
   *
   * @throws IllegalStateException naming one that is not known
   */
  Languages languages() {
    try {
      return new Languages(settings.list(Setting.LANGUAGES));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("LANGUAGES: " + e.getMessage(), e);
    }
  }

  /** The index that is made where there is none. */
  IndexRef first() {
    return new IndexRef(
        settings.text(Setting.INDEX_PREFIX) + "-1",
        settings.text(Setting.EMBEDDING_MODEL_ID),
        settings.number(Setting.EMBEDDING_DIMENSIONS));
  }

  /**
   * Refuses settings that fit none of the indices in use: they seed the first one and change none.
   *
   * @throws IllegalStateException saying what to do
   */
  void requireAgreement(Control control) {
    IndexRef first = first();
    boolean agrees =
        control.kept().stream()
            .anyMatch(index ->
                index.embeddingModel().equals(first.embeddingModel())
                    && index.dimensions() == first.dimensions());
    if (!agrees) {
      IndexRef serving = control.serving();
      throw new IllegalStateException(
          """
          The index %s holds vectors of %s with %d dimensions. Set EMBEDDING_MODEL_ID and \
          EMBEDDING_DIMENSIONS to these, or run: scripts/reindex start --model %s --dimensions %d\
          """
              .formatted(
                  serving.name(),
                  serving.embeddingModel(),
                  serving.dimensions(),
                  first.embeddingModel(),
                  first.dimensions()));
    }
  }
}
