package askdocs.aws;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The answer to a call that is paid for.
 *
 * @param answer the answer
 * @param unanswered how many tries before it got none, so that they may have been billed as well
 */
record Tried<T>(T answer, int unanswered) {
  /**
   * Makes the call with all its tries.
   *
   * @throws UpstreamException that says of all the tries together how many got no answer
   */
  static <T> Tried<T> call(Retrying retrying, Deadline deadline, Function<Duration, T> call) {
    AtomicInteger unanswered = new AtomicInteger();
    try {
      T answer =
          retrying.call(
              deadline,
              time -> {
                try {
                  return call.apply(time);
                } catch (UpstreamException e) {
                  unanswered.addAndGet(e.unanswered());
                  throw e;
                }
              });
      return new Tried<>(answer, unanswered.get());
    } catch (UpstreamException e) {
      throw new UpstreamException(String.valueOf(e.getMessage()), e.kind(), e, unanswered.get());
    }
  }
}
