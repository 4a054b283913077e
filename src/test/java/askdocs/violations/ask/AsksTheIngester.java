package askdocs.violations.ask;

import askdocs.violations.ingest.Ingester;

/** Breaks the rule that asking and ingesting never see each other. */
public final class AsksTheIngester {
  Object ingester() {
    return new Ingester();
  }
}
