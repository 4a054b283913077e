package askdocs.simulation;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
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

  private static final Set<Fault> ANYWHERE =
      EnumSet.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.THROTTLED, Fault.ANSWER_LOST);

  private final Schedule schedule;
  private final int oneIn;
  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
  private int left;

  Upstream(Schedule schedule) {
    this.schedule = schedule;
    this.left = schedule.random().nextInt(5);
    this.oneIn = schedule.random().nextInt(5, 40);
  }

  Map<Fault, Integer> happened() {
    return happened;
  }

  /** From now on all goes well. */
  void heal() {
    left = 0;
  }

  <T> T call(String what, Supplier<T> effect) {
    return call(what, effect, ANYWHERE, () -> {});
  }

  /** A conditional write, whose second sending meets the first one's effect. */
  <T> T write(String what, Supplier<T> effect) {
    Set<Fault> faults = EnumSet.copyOf(ANYWHERE);
    faults.add(Fault.SENT_TWICE);
    return call(what, effect, faults, () -> {});
  }

  /** A write of many things, of which only some may succeed. */
  void bulk(String what, Runnable effect, Runnable part) {
    Set<Fault> faults = EnumSet.copyOf(ANYWHERE);
    faults.add(Fault.HALF_DONE);
    call(
        what,
        () -> {
          effect.run();
          return true;
        },
        faults,
        part);
  }

  private <T> T call(String what, Supplier<T> effect, Set<Fault> possible, Runnable part) {
    schedule.point();
    if (left == 0 || !schedule.chance(oneIn)) {
      T result = effect.get();
      schedule.note(() -> what + " -> " + result);
      return result;
    }
    left--;
    Fault fault = schedule.oneOf(possible.stream().toList());
    happened.merge(fault, 1, Integer::sum);
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
        schedule.point();
        throw new UpstreamException("No answer", Kind.RETRYABLE);
      }
      case SENT_TWICE -> {
        effect.get();
        schedule.point();
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
