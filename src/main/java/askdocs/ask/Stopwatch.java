package askdocs.ask;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Takes one request's times, stage by stage. */
final class Stopwatch {
  private final Clock clock;
  private final Instant begun;
  private Duration embed = Duration.ZERO;
  private Duration search = Duration.ZERO;
  private Duration generate = Duration.ZERO;

  Stopwatch(Clock clock) {
    this.clock = clock;
    this.begun = clock.instant();
  }

  <T> T embedding(Supplier<T> stage) {
    Instant from = clock.instant();
    T result = stage.get();
    embed = embed.plus(Duration.between(from, clock.instant()));
    return result;
  }

  <T> T searching(Supplier<T> stage) {
    Instant from = clock.instant();
    T result = stage.get();
    search = search.plus(Duration.between(from, clock.instant()));
    return result;
  }

  <T> T generating(Supplier<T> stage) {
    Instant from = clock.instant();
    T result = stage.get();
    generate = generate.plus(Duration.between(from, clock.instant()));
    return result;
  }

  Timings timings() {
    return new Timings(embed, search, generate, Duration.between(begun, clock.instant()));
  }
}
