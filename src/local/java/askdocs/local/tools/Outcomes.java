package askdocs.local.tools;

import askdocs.knowledge.DocumentStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Tells what has become of documents. */
@FunctionalInterface
interface Outcomes {
  /**
   * What was concluded of these versions so far; those that are under way are left out.
   *
   * @param versions for each key what names its version: {@code etag}, or {@code version id/etag}
   */
  Map<String, Outcome> of(Map<String, Version> versions) throws IOException, InterruptedException;

  /**
   * What names an uploaded version.
   *
   * @param etag its entity tag, without quotes
   * @param id its version, where the bucket keeps versions
   */
  record Version(String etag, Optional<String> id) {}

  /** How a document ended. */
  record Outcome(DocumentStatus status, Optional<String> reason) {}
}
