package askdocs.access;

import askdocs.knowledge.Access;
import java.util.List;
import java.util.stream.Stream;

/** Faults in what becomes of a document whose sidecar is changed. */
final class SidecarFaults {
  private SidecarFaults() {}

  static void notNoticed(Reading reading) {
    reading.library.changedSidecar = (before, _) -> before;
  }

  static void noGroupsArePublic(Reading reading) {
    reading.library.changedSidecar = (_, now) -> now.equals(Access.CLOSED) ? Access.PUBLIC : now;
  }

  static void groupsAddUp(Reading reading) {
    reading.library.changedSidecar =
        (before, now) ->
            List.of(before, now).contains(Access.PUBLIC)
                ? now
                : new Access(
                    Stream.concat(before.principals().stream(), now.principals().stream())
                        .toList());
  }

  static void neverOpens(Reading reading) {
    reading.library.changedSidecar = (before, now) -> now.equals(Access.PUBLIC) ? before : now;
  }
}
