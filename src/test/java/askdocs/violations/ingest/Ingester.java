package askdocs.violations.ingest;

/** What {@link askdocs.violations.ask.AsksTheIngester} may not see. */
public final class Ingester {}
