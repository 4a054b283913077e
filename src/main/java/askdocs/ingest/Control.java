package askdocs.ingest;

import askdocs.knowledge.IndexRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which index answers, and which others are kept up to date beside it.
 *
 * <table>
 *   <caption>From one embedding model to another</caption>
 *   <tr><th></th><th>serving</th><th>filling</th><th>previous</th></tr>
 *   <tr><td>at rest</td><td>A</td><td></td><td></td></tr>
 *   <tr><td>{@link #start}</td><td>A</td><td>B</td><td></td></tr>
 *   <tr><td>{@link #switched}</td><td>B</td><td></td><td>A</td></tr>
 *   <tr><td>{@link #rolledBack} while filling</td><td>A</td><td></td><td></td></tr>
 *   <tr><td>{@link #rolledBack} after the switch</td><td>A</td><td></td><td>B</td></tr>
 *   <tr><td>{@link #finished}</td><td>B</td><td></td><td></td></tr>
 * </table>
 *
 * @param serving the index that questions are answered from
 * @param filling the index that is being filled to take its place
 * @param previous the index that served before, kept up to date so that it can serve again
 * @param made how many indices were ever made: no name is used twice
 * @param version changes with each change of the others
 */
public record Control(
    IndexRef serving,
    Optional<IndexRef> filling,
    Optional<IndexRef> previous,
    int made,
    long version) {
  public Control {
    if (filling.isPresent() && previous.isPresent()) {
      throw new IllegalArgumentException("One change of index at a time");
    }
  }

  /** The first index, serving. */
  public static Control first(IndexRef index) {
    return new Control(index, Optional.empty(), Optional.empty(), 1, 1);
  }

  /** All indices that every change of a document goes to, the serving one first. */
  public List<IndexRef> kept() {
    return Stream.of(Optional.of(serving), filling, previous).flatMap(Optional::stream).toList();
  }

  /**
   * Begins to fill another index.
   *
   * @throws IllegalStateException if a change is under way, saying which command ends it
   */
  public Control start(IndexRef next) {
    if (filling.isPresent()) {
      throw new IllegalStateException(
          "%s is being filled already: switch to it, or rollback to give it up."
              .formatted(filling.get().name()));
    }
    if (previous.isPresent()) {
      throw new IllegalStateException(
          "%s is still kept: finish gives it up.".formatted(previous.get().name()));
    }
    return new Control(serving, Optional.of(next), previous, made + 1, version + 1);
  }

  /**
   * Has the filled index serve.
   *
   * @throws IllegalStateException if none is being filled
   */
  public Control switched() {
    IndexRef next =
        filling.orElseThrow(
            () -> new IllegalStateException("No index is being filled: start fills one."));
    return new Control(next, Optional.empty(), Optional.of(serving), made, version + 1);
  }

  /**
   * Gives up the index that is being filled, or has the one before serve again.
   *
   * @throws IllegalStateException if there is neither
   */
  public Control rolledBack() {
    if (filling.isPresent()) {
      return new Control(serving, Optional.empty(), previous, made, version + 1);
    }
    IndexRef before =
        previous.orElseThrow(
            () -> new IllegalStateException("There is no change of index to roll back."));
    return new Control(before, Optional.empty(), Optional.of(serving), made, version + 1);
  }

  /**
   * Gives up the index that served before.
   *
   * @throws IllegalStateException if there is none
   */
  public Control finished() {
    if (previous.isEmpty()) {
      throw new IllegalStateException(
          filling.isPresent()
              ? "%s is still being filled: switch to it, or rollback to give it up."
                  .formatted(filling.get().name())
              : "There is no change of index to finish.");
    }
    return new Control(serving, filling, Optional.empty(), made, version + 1);
  }
}
