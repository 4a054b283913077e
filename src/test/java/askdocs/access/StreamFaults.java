package askdocs.access;

import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.Audience;
import askdocs.ask.Citation;
import askdocs.ask.Generator.Span;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.SearchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults in answers that are streamed, and in no others. */
final class StreamFaults {
  private StreamFaults() {}

  static void withoutLiveCheck(Reading reading) {
    Map<String, Live> found = Fault.found(reading);
    var honest = reading.ports.live;
    reading.ports.live =
        (index, keys, deadline) ->
            reading.isStreaming() ? found : honest.live(index, keys, deadline);
  }

  static void fromCacheByQuestion(Reading reading) {
    Map<String, Kept> kept = new HashMap<>();
    var lookup = reading.ports.answerLookup;
    var keeper = reading.ports.answerKeeper;
    reading.ports.answerLookup =
        (key, deadline) ->
            reading.isStreaming()
                ? Optional.ofNullable(kept.get(reading.question()))
                : lookup.find(key, deadline);
    reading.ports.answerKeeper =
        (key, answer, deadline) -> {
          kept.put(reading.question(), answer);
          keeper.keep(key, answer, deadline);
        };
  }

  /** A connection's events, the first of a kind preceded by the last of the connection before. */
  private abstract static class Repeating implements Audience {
    private final Audience audience;

    Repeating(Audience audience) {
      this.audience = audience;
    }

    @Override
    public void found(SearchResult passages) {
      audience.found(passages);
    }

    @Override
    public void said(int start, String text) {
      audience.said(start, text);
    }

    @Override
    public void cited(Citation citation) {
      audience.cited(citation);
    }
  }

  static void passagesOfTheOneBefore(Reading reading) {
    List<SearchResult> before = new ArrayList<>();
    reading.ports.audience =
        audience ->
            new Repeating(audience) {
              @Override
              public void found(SearchResult passages) {
                super.found(before.isEmpty() ? passages : before.removeLast());
                before.add(passages);
              }
            };
  }

  static void textOfTheOneBefore(Reading reading) {
    List<String> before = new ArrayList<>();
    reading.ports.audience =
        audience ->
            new Repeating(audience) {
              @Override
              public void said(int start, String text) {
                super.said(start, String.join("", before) + text);
                before.clear();
                before.add(text);
              }
            };
  }

  static void citationsOfTheOneBefore(Reading reading) {
    List<Citation> before = new ArrayList<>();
    reading.ports.audience =
        audience ->
            new Repeating(audience) {
              @Override
              public void cited(Citation citation) {
                before.forEach(super::cited);
                before.clear();
                before.add(citation);
                super.cited(citation);
              }
            };
  }

  /** What the model wrote for the last prompt gets into what it writes for this one. */
  static void writtenForTwo(Reading reading) {
    var honest = reading.ports.streaming;
    List<Span> before = new ArrayList<>();
    reading.ports.streaming =
        progress ->
            honest.telling(spans -> {
              List<Span> mixed = new ArrayList<>(spans);
              before.forEach(span -> mixed.add(new Span(span.text(), List.of())));
              mixed.add(new Span(" And", List.of()));
              progress.wrote(mixed);
              before.clear();
              before.addAll(spans);
            });
  }
}
