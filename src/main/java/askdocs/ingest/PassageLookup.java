package askdocs.ingest;

import askdocs.ingest.PassageListing.Held;
import java.util.List;

/** Tells what one index holds of one document. */
@FunctionalInterface
public interface PassageLookup {
  /** Its generations, in their order. */
  List<Held> generationsOf(String key);
}
