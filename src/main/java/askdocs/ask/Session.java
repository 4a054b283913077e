package askdocs.ask;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A caller's conversation: its last turns.
 *
 * @param id its name
 * @param caller the id of the caller whose it is
 * @param version how often it has been written; 0 for one that never was
 * @param expiresAt from when on it is not to be found
 * @param turns at most {@value #MAX_TURNS}, oldest first
 */
public record Session(
    SessionId id, String caller, long version, Instant expiresAt, List<Turn> turns) {
  /** How many turns are kept: the oldest goes when another comes. */
  public static final int MAX_TURNS = 20;

  /** What the turns may take up, in bytes: an item of DynamoDB's has 400 KB. */
  static final int MAX_BYTES = 300_000;

  public Session {
    turns = List.copyOf(turns);
    if (version < 0 || turns.size() > MAX_TURNS) {
      throw new IllegalArgumentException("A session has at most " + MAX_TURNS + " turns");
    }
  }

  /** The session with one more turn, as it is written next; the oldest go that do not fit. */
  Session with(Turn turn, Instant expires) {
    List<Turn> kept = new ArrayList<>(turns);
    kept.add(turn);
    int bytes = kept.stream().mapToInt(Turn::bytes).sum();
    while (kept.size() > MAX_TURNS || bytes > MAX_BYTES) {
      bytes -= kept.removeFirst().bytes();
    }
    return new Session(id, caller, version, expires, kept);
  }
}
