package askdocs.ask;

import askdocs.ask.Generator.Span;
import java.util.List;

/** Lets a model write, and tells what it writes while it does. */
@FunctionalInterface
public interface StreamingGenerator {
  /** A generator that tells of what it is given before it returns all of it. */
  Generator telling(Progress progress);

  /** What is told on the way. */
  @FunctionalInterface
  interface Progress {
    /**
     * The model went on.
     *
     * @param spans all that it has written, in order; of the last one there may come more
     * @throws RuntimeException to end the call: nobody wants to know the rest
     */
    void wrote(List<Span> spans);
  }
}
