package askdocs.access;

import askdocs.ask.Answer;
import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.PassagesOnly;
import java.math.BigDecimal;

/** What happened in a reading, so that a reading in which nothing happens is noticed. */
final class Tally {
  int answers;
  int answered;
  int followUps;
  int cached;
  int searches;
  int refused;
  int streams;
  int cachedStreams;
  int brokenOff;
  int passagesOnly;
  int pages;
  int documents;
  private BigDecimal withoutCache = BigDecimal.ZERO;
  private BigDecimal withCache = BigDecimal.ZERO;

  void count(Answer without, Answer with) {
    answers++;
    answered += with.outcome() instanceof Answered ? 1 : 0;
    followUps += with.standAlone().isPresent() ? 1 : 0;
    cached += with.cached() ? 1 : 0;
    withoutCache = withoutCache.add(without.spending().costUsd());
    withCache = withCache.add(with.spending().costUsd());
  }

  void countStreamed(Answer answer) {
    streams++;
    cachedStreams += answer.cached() ? 1 : 0;
    passagesOnly += answer.outcome() instanceof PassagesOnly ? 1 : 0;
  }

  /** The part of the price that the cache saved. */
  double saved() {
    return 1 - withCache.doubleValue() / withoutCache.doubleValue();
  }

  @Override
  public String toString() {
    return """
    %d answers (%d answered, %d follow-ups rewritten; %d streamed, %d of them from the cache), \
    %d streams broken off and %d with the passages alone, %d searches, %d sessions refused, \
    %d pages of documents and %d single ones; \
    %d from the cache (%.1f %%), %.1f %% of the price saved\
    """
        .formatted(
            answers,
            answered,
            followUps,
            streams,
            cachedStreams,
            brokenOff,
            passagesOnly,
            searches,
            refused,
            pages,
            documents,
            cached,
            100.0 * cached / answers,
            100 * saved());
  }
}
