package askdocs.ask;

import askdocs.knowledge.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is given up when time or an upstream runs out, in this order; a caller is never left without
 * an answer of ours.
 *
 * <table>
 *   <caption>The order</caption>
 *   <tr><th>what</th><th>if it fails, or takes</th><th>or if there are left</th></tr>
 *   <tr><td>the question's vector: words alone are searched</td><td>half of the time</td><td></td>
 *   </tr>
 *   <tr><td>the reranker's order: that of the search holds</td><td>a third of the time</td>
 *   <td>less than {@link #TO_RERANK}</td></tr>
 *   <tr><td>passages: the best {@value #FEWER_PASSAGES} are read</td><td></td>
 *   <td>less than {@link #TO_READ_ALL}</td></tr>
 *   <tr><td>the model: the fallback model writes, if there is one</td>
 *   <td>all but {@link #FOR_THE_FALLBACK}, or half of the time</td>
 *   <td>less than {@link #TO_ASK_THE_MODEL}</td></tr>
 *   <tr><td>the answer: the passages are shown instead</td><td>all the time</td>
 *   <td>less than {@link #TO_WRITE}</td></tr>
 * </table>
 *
 * The search itself and the look at what is live have no substitute: without them there is an
 * error.
 */
public final class Degradation {
  static final int FEWER_PASSAGES = 4;
  static final Duration TO_RERANK = Duration.ofSeconds(12);
  static final Duration TO_READ_ALL = Duration.ofSeconds(9);
  static final Duration TO_ASK_THE_MODEL = Duration.ofSeconds(6);
  static final Duration TO_WRITE = Duration.ofSeconds(2);
  static final Duration FOR_THE_FALLBACK = Duration.ofSeconds(8);

  private final Optional<String> fallbackModel;

  /**
   * The order with this model to fall back to, if there is one.
   *
   * @param fallbackModel its Bedrock id
   */
  public Degradation(Optional<String> fallbackModel) {
    this.fallbackModel = fallbackModel;
  }

  /** The time for the question's vector. */
  static Deadline toEmbed(Deadline deadline) {
    return deadline.part(2);
  }

  /** The time for the reranker, if there is any. */
  static Optional<Deadline> toRerank(Deadline deadline) {
    return isLeft(TO_RERANK, deadline) ? Optional.of(deadline.part(3)) : Optional.empty();
  }

  /** The models that a question may be put to, in order; each may be tried several times. */
  List<String> models(String wanted) {
    return fallbackModel
        .filter(model -> !model.equals(wanted))
        .map(model -> List.of(wanted, model))
        .orElse(List.of(wanted));
  }

  /**
   * A call of a model.
   *
   * @param prompt what it is given
   * @param deadline by when it must have answered
   */
  record Attempt(Prompt prompt, Deadline deadline) {}

  /** The call of the model that was wanted; empty if there is no time for it. */
  Optional<Attempt> first(Prompt prompt, Deadline deadline) {
    boolean another = models(prompt.model()).size() > 1;
    if (!isLeft(another ? TO_ASK_THE_MODEL : TO_WRITE, deadline)) {
      return Optional.empty();
    }
    return Optional.of(
        new Attempt(
            isLeft(TO_READ_ALL, deadline) ? prompt : prompt.withBest(FEWER_PASSAGES),
            another ? leavingTime(deadline) : deadline));
  }

  /** The call of the fallback model; empty if there is none, or no time for it. */
  Optional<Attempt> second(Prompt prompt, Deadline deadline) {
    List<String> models = models(prompt.model());
    return models.size() > 1 && isLeft(TO_WRITE, deadline)
        ? Optional.of(new Attempt(prompt.withBest(FEWER_PASSAGES).by(models.getLast()), deadline))
        : Optional.empty();
  }

  private static Deadline leavingTime(Deadline deadline) {
    Duration most = deadline.remaining().minus(FOR_THE_FALLBACK);
    Deadline half = deadline.part(2);
    return most.compareTo(half.remaining()) > 0 ? Deadline.in(most, deadline.clock()) : half;
  }

  private static boolean isLeft(Duration time, Deadline deadline) {
    return deadline.remaining().compareTo(time) >= 0;
  }
}
