package askdocs.simulation;

import askdocs.ingest.Hint;
import askdocs.simulation.StoredObjects.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a worker does with one message, as the invariants see it. */
final class Run {
  final Hint hint;
  final List<Long> claims = new ArrayList<>();

  /** What the bucket held when the object, and then the sidecar, was last looked at. */
  State objectSeen;

  State sidecarSeen;

  /** What the bucket held when the object was fetched. */
  State fetched;

  /** What the bucket held at the first claim, if the row said the same and still does. */
  Optional<State> knownAtClaim = Optional.empty();

  int embedded;

  Run(Hint hint, State now) {
    this.hint = hint;
    this.objectSeen = now;
    this.sidecarSeen = now;
    this.fetched = now;
  }
}
