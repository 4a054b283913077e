package askdocs.access;

import askdocs.ask.Generator;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Span;
import askdocs.ask.StreamingGenerator;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tells what a model writes word by word, and now and then breaks off. */
final class Dictation implements StreamingGenerator {
  private static final int ABOUT_AS_MANY_WORDS_AS_AN_ANSWER = 8;

  private final Generator model;
  private final Random random;

  Dictation(Generator model, Random random) {
    this.model = model;
    this.random = random;
  }

  @Override
  public Generator telling(Progress progress) {
    return (prompt, deadline) -> {
      Generation whole = model.generate(prompt, deadline);
      int left =
          random.nextInt(4) == 0
              ? random.nextInt(ABOUT_AS_MANY_WORDS_AS_AN_ANSWER)
              : Integer.MAX_VALUE;
      List<Span> written = new ArrayList<>();
      for (Span span : whole.spans()) {
        written.add(new Span("", span.claims()));
        for (String word : span.text().split("(?= )")) {
          if (left == 0) {
            throw new UpstreamException("The model broke off", Kind.RETRYABLE);
          }
          left--;
          written.set(written.size() - 1, new Span(written.getLast().text() + word, span.claims()));
          progress.wrote(List.copyOf(written));
        }
      }
      return whole;
    };
  }
}
