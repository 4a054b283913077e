package askdocs.simulation;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way to every service: a point of the schedule, where a bounded number of calls go wrong. */
final class Upstream {
  /** What can go wrong with a call. */
  enum Fault {
    /** The process dies before the call. */
    CRASH_BEFORE,
    /** The process dies after the call had its effect. */
    CRASH_AFTER,
    /** The service refuses. */
    THROTTLED,
    /** The call has its effect, and the caller hears of a failure. */
    ANSWER_LOST,
    /** The call has its effect and is sent again, as a client does that heard no answer. */
    SENT_TWICE,
    /** The call has a part of its effect and then fails. */
    HALF_DONE
  }

  /** A process dies: nothing of its run goes on. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("Crash", null, false, false);
    }
  }

  private static final List<Fault> ANYWHERE =
      List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.THROTTLED, Fault.ANSWER_LOST);

  private final Schedule schedule;
  private final int oneIn;
  private final Consumer<String> tally;
  private int left;

  Upstream(Schedule schedule, Consumer<String> tally) {
    this.schedule = schedule;
    this.tally = tally;
    this.left = schedule.random().nextInt(5);
    this.oneIn = schedule.random().nextInt(5, 40);
  }

  /** From now on all goes well. */
  void heal() {
    left = 0;
  }

  <T> T call(String what, Supplier<T> effect) {
    return call(what, effect, Optional.empty(), () -> {});
  }

  /** A conditional write, whose second sending meets the first one's effect. */
  <T> T write(String what, Supplier<T> effect) {
    return call(what, effect, Optional.of(Fault.SENT_TWICE), () -> {});
  }

  /** A write of many things, of which only some may succeed. */
  void bulk(String what, Runnable effect, Runnable part) {
    call(
        what,
        () -> {
          effect.run();
          return true;
        },
        Optional.of(Fault.HALF_DONE),
        part);
  }

  private <T> T call(String what, Supplier<T> effect, Optional<Fault> special, Runnable part) {
    schedule.point();
    if (left == 0 || !schedule.chance(oneIn)) {
      T result = effect.get();
      schedule.note(() -> what + " -> " + result);
      return result;
    }
    left--;
    Fault fault = special.filter(_ -> schedule.chance(2)).orElseGet(() -> schedule.oneOf(ANYWHERE));
    tally.accept(fault.name());
    schedule.note(() -> what + " " + fault);
    return switch (fault) {
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        effect.get();
        throw new Crash();
      }
      case THROTTLED -> throw new UpstreamException("Throttled", Kind.RETRYABLE);
      case ANSWER_LOST -> {
        effect.get();
        schedule.dawdle();
        throw new UpstreamException("No answer", Kind.RETRYABLE);
      }
      case SENT_TWICE -> {
        effect.get();
        schedule.dawdle();
        T result = effect.get();
        schedule.note(() -> what + " again -> " + result);
        yield result;
      }
      case HALF_DONE -> {
        part.run();
        throw new UpstreamException("Half done", Kind.RETRYABLE);
      }
    };
  }
}
