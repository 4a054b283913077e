package askdocs.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends the hints that repair what is found, one for each document. */
public final class Repair implements Consumer<Finding> {
  private static final int BATCH = 100;

  private final HintSender sender;
  private final List<Hint> batch = new ArrayList<>();
  private long sent;

  public Repair(HintSender sender) {
    this.sender = sender;
  }

  /** Takes note of a finding; the hints go out in batches. */
  @Override
  public void accept(Finding finding) {
    Optional<Hint> before = batch.isEmpty() ? Optional.empty() : Optional.of(batch.getLast());
    if (!finding.drift().repairable()) {
      return;
    }
    Hint hint = finding.repair();
    if (before.filter(known -> known.key().equals(hint.key())).isPresent()) {
      batch.removeLast();
      batch.add(new Hint(hint.key(), hint.force() || before.get().force()));
      return;
    }
    if (batch.size() == BATCH) {
      sendBatch();
    }
    batch.add(hint);
  }

  /**
   * Sends what has not been sent yet.
   *
   * @return how many hints were sent in all
   */
  public long finish() {
    sendBatch();
    return sent;
  }

  private void sendBatch() {
    if (!batch.isEmpty()) {
      sender.send(List.copyOf(batch));
      sent += batch.size();
      batch.clear();
    }
  }
}
