package askdocs.aws;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model, as people have to know it to choose it.
 *
 * @param id its bare id
 * @param task what AskDocs has it do
 * @param citations whether it cites search results; passages are numbered for one that does not
 * @param systemPrompt whether it takes a system prompt
 * @param sampling which of temperature and top_p it takes
 * @param thinking whether it thinks before it answers
 * @param contextTokens the most that it reads and writes together; of a text, for one that embeds
 * @param maxOutputTokens the most that it writes; 0 if it writes nothing
 * @param cacheMinimumTokens the shortest prefix that its prompt cache keeps, where that is known
 * @param dimensions the lengths of vectors that it makes
 * @param onDemand whether it can be called by its bare id
 * @param profiles the geographies of its inference profiles
 * @param status where in its life it is
 * @param notRetiredBefore the day until which it is promised, where one is
 * @param endOfLife the day on which it ends, where one is set
 * @param note what else to know; may be empty
 */
public record ModelRow(
    String id,
    Task task,
    boolean citations,
    boolean systemPrompt,
    Sampling sampling,
    Thinking thinking,
    int contextTokens,
    int maxOutputTokens,
    OptionalInt cacheMinimumTokens,
    List<Integer> dimensions,
    boolean onDemand,
    List<String> profiles,
    Status status,
    Optional<LocalDate> notRetiredBefore,
    Optional<LocalDate> endOfLife,
    String note) {
  public ModelRow {
    dimensions = List.copyOf(dimensions);
    profiles = List.copyOf(profiles);
  }

  /** What a model is for. */
  public enum Task {
    ANSWERING,
    EMBEDDING,
    RERANKING
  }

  /** How many of temperature and top_p a request may name. */
  public enum Sampling {
    BOTH,
    ONE,
    NONE
  }

  /** Whether a model thinks before it answers. */
  public enum Thinking {
    /** It cannot. */
    NONE,
    /** It does when asked to, and is not asked to. */
    OFF,
    /** It does unless told not to, and is told not to. */
    DISABLED,
    /** It always does, and bills it as output. */
    ALWAYS
  }

  /** Where in its life a model is. */
  public enum Status {
    ACTIVE,
    LEGACY,
    RETIRED
  }

  /** Whether it is gone on a day. */
  public boolean gone(LocalDate today) {
    return status == Status.RETIRED || endOfLife.filter(end -> !today.isBefore(end)).isPresent();
  }
}
