package askdocs.local.bedrock;

import askdocs.local.bedrock.Faults.BreakStreams;
import askdocs.local.bedrock.Faults.FailNext;
import askdocs.local.bedrock.Faults.Share;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/** Decides what befalls each call. */
final class FaultInjection {
  private Faults faults = Faults.NONE;
  private SplittableRandom random = new SplittableRandom(0);
  private final Map<FailNext, Integer> left = new HashMap<>();
  private final Queue<BreakStreams> streamsToBreak = new ArrayDeque<>();

  /** Kinds of calls that can be hit apart. */
  enum Operation {
    EMBED("embed"),
    GENERATE("generate"),
    RERANK("rerank");

    private final String wireName;

    Operation(String wireName) {
      this.wireName = wireName;
    }
  }

  /**
   * What befalls a call.
   *
   * @param latency how long it takes at least
   */
  record Fate(Duration latency, Optional<RuntimeException> error) {}

  /**
   * How a stream goes.
   *
   * @param tokensPerSecond how fast the model writes; 0 for at once
   * @param endsAfter the tokens after which it breaks off
   * @param error what it says then; nothing if the connection is cut
   */
  record Pace(int tokensPerSecond, int endsAfter, Optional<Refused> error) {
    boolean breaks(int tokens) {
      return tokens > endsAfter;
    }
  }

  synchronized void set(Faults faults) {
    this.faults = faults;
    random = new SplittableRandom(faults.seed());
    left.clear();
    faults.failNext().forEach(next -> left.merge(next, next.times(), Integer::sum));
    streamsToBreak.clear();
    faults
        .breakStreams()
        .forEach(one -> streamsToBreak.addAll(Collections.nCopies(one.times(), one)));
  }

  synchronized boolean down() {
    return faults.down();
  }

  /** The fate of the next call of a model. */
  synchronized Fate next(Operation operation, Catalogue.Named model) {
    long latency =
        switch (operation) {
          case EMBED -> faults.embedLatencyMs();
          case GENERATE -> faults.generateLatencyMs();
          case RERANK -> 0;
        };
    Optional<RuntimeException> error = Optional.empty();
    for (FailNext next : faults.failNext()) {
      if (error.isEmpty()
          && left.getOrDefault(next, 0) > 0
          && hits(next.operation(), next.model(), operation, model)) {
        left.merge(next, -1, Integer::sum);
        error = Optional.of(refusal(next, model));
      }
    }
    for (Share share : faults.shares()) {
      // One number for each share and call, so that one share's hits do not shift another's.
      boolean drawn = random.nextDouble() < share.share();
      if (drawn && hits(share.operation(), share.model(), operation, model)) {
        latency += share.delayMs();
        if (error.isEmpty() && !share.error().isEmpty()) {
          error =
              Optional.of(
                  share.error().equals(Faults.BROKEN_CONNECTION)
                      ? new BrokenConnection()
                      : refusal(new FailNext(1, share.error(), "", 0, "", ""), model));
        }
      }
    }
    return new Fate(Duration.ofMillis(latency), error);
  }

  /** How the next stream goes. */
  synchronized Pace pace(Catalogue.Named model) {
    Optional<BreakStreams> broken = Optional.ofNullable(streamsToBreak.poll());
    if (broken.isEmpty()) {
      return new Pace(faults.tokensPerSecond(), Integer.MAX_VALUE, Optional.empty());
    }
    return new Pace(
        faults.tokensPerSecond(),
        broken.get().afterTokens(),
        Optional.of(broken.get().error())
            .filter(error -> !error.isEmpty())
            .map(error -> refusal(new FailNext(1, error, "", 0, "", ""), model)));
  }

  private static boolean hits(
      String wantedOperation, String wantedModel, Operation operation, Catalogue.Named model) {
    return (wantedOperation.isEmpty() || wantedOperation.equals(operation.wireName))
        && (wantedModel.isEmpty()
            || wantedModel.equals(model.model().id())
            || wantedModel.equals(model.calledAs()));
  }

  private static Refused refusal(FailNext fault, Catalogue.Named model) {
    ErrorType type = ErrorType.named(fault.error());
    String message = fault.message().isEmpty() ? type.usualMessage() : fault.message();
    int original = fault.originalStatusCode() == 0 ? 500 : fault.originalStatusCode();
    return switch (type) {
      case MODEL_ERROR ->
          new Refused(
              type,
              message,
              Map.of("originalStatusCode", original, "resourceName", model.calledAs()));
      case MODEL_STREAM_ERROR ->
          new Refused(
              type, message, Map.of("originalStatusCode", original, "originalMessage", message));
      default -> new Refused(type, message);
    };
  }
}
