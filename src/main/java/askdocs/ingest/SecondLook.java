package askdocs.ingest;

import java.util.List;

/** Looks again at what seems amiss; several threads may ask it at once. */
@FunctionalInterface
public interface SecondLook {
  /**
   * What is amiss with a document now.
   *
   * @param suspected what the listings showed of it, one finding or more
   */
  List<Finding> confirm(List<Finding> suspected);
}
