package askdocs.simulation;

import askdocs.ingest.HandOver;
import askdocs.ingest.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The queue: at least once, in any order. A message may be given out again while its first receiver
 * still works on it; whoever finishes first deletes it.
 */
final class Messages {
  /** A message, on its way or back again. */
  static final class Message {
    private final Hint hint;
    private final Optional<HandOver> handOver;
    private int receivers;

    private Message(Hint hint, Optional<HandOver> handOver) {
      this.hint = hint;
      this.handOver = handOver;
    }

    /** Where to go on, if another run got short of time. */
    Optional<HandOver> handOver() {
      return handOver;
    }

    Hint hint() {
      return hint;
    }

    @Override
    public String toString() {
      return handOver.map(HandOver::toString).orElseGet(hint::toString);
    }
  }

  private final Schedule schedule;
  private final List<Message> messages = new ArrayList<>();
  private int early;

  Messages(Schedule schedule) {
    this.schedule = schedule;
    this.early = schedule.random().nextInt(3);
  }

  /** Messages are given out early no more. */
  void heal() {
    early = 0;
  }

  void send(Hint hint) {
    messages.add(new Message(hint, Optional.empty()));
    schedule.note(() -> "sent " + hint);
  }

  void send(HandOver handOver) {
    messages.add(new Message(new Hint(handOver.key(), handOver.force()), Optional.of(handOver)));
    schedule.note(() -> "sent " + handOver);
  }

  boolean any() {
    return messages.stream().anyMatch(this::canBeReceived);
  }

  Message receive() {
    Message message = schedule.oneOf(messages.stream().filter(this::canBeReceived).toList());
    if (message.receivers > 0) {
      early--;
    }
    message.receivers++;
    schedule.note(() -> "received " + message);
    return message;
  }

  private boolean canBeReceived(Message message) {
    return message.receivers == 0 || early > 0;
  }

  void delete(Message message) {
    messages.remove(message);
  }

  /**
   * The receiver gave up.
   *
   * @return whether the message will come again: not if another receiver has deleted it, and
   *     perhaps not if another is at work on it
   */
  boolean release(Message message) {
    message.receivers--;
    return messages.contains(message) && message.receivers == 0;
  }
}
