package askdocs.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Brings S3's events to the queue as badly as S3 may: in any order, late, and some of them twice.
 *
 * <p>He holds back some events at any time and brings one of them, whichever, when too many have
 * come; so some come at once and some when everything else is done.
 */
final class Postman implements Consumer<String> {
  /** How many events he holds back. */
  private static final int HELD = 120;

  private final Consumer<String> queue;
  private final Random random;
  private final int duplicatePercent;
  private final List<Letter> held = new ArrayList<>();
  private int events;
  private int duplicates;

  private record Letter(String body, boolean again) {}

  Postman(Consumer<String> queue, Random random, int duplicatePercent) {
    this.queue = queue;
    this.random = random;
    this.duplicatePercent = duplicatePercent;
  }

  @Override
  public synchronized void accept(String body) {
    events++;
    held.add(new Letter(body, false));
    while (held.size() > HELD) {
      bringOne();
    }
  }

  /** Brings all that he holds. */
  synchronized void bringAll() {
    while (!held.isEmpty()) {
      bringOne();
    }
  }

  private void bringOne() {
    Letter letter = held.remove(random.nextInt(held.size()));
    queue.accept(letter.body());
    if (letter.again()) {
      duplicates++;
    } else if (random.nextInt(100) < duplicatePercent) {
      held.add(new Letter(letter.body(), true));
    }
  }

  /** How many events S3 told of. */
  synchronized int events() {
    return events;
  }

  /** How many of them he brought a second time. */
  synchronized int duplicates() {
    return duplicates;
  }
}
