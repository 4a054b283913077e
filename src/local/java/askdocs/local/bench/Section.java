package askdocs.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A part of what is measured. */
interface Section {
  /** What {@code --only} calls it, and its place in the JSON. */
  String name();

  /** Whether it needs {@link Ground#asked}, which is ended before others begin. */
  default boolean asks() {
    return false;
  }

  /**
   * Measures, says how far it is, and prints a table.
   *
   * @return all figures, for the JSON
   */
  ObjectNode measure(Ground ground) throws IOException, InterruptedException;
}
