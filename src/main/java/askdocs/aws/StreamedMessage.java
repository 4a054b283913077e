package askdocs.aws;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationSourceContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * A message put together from ConverseStream's events: one span a block, by the blocks' indices. A
 * block of text has no start; its citations come before its text. What is no text (thinking, tools)
 * is left out.
 */
final class StreamedMessage {
  private final String model;
  private final UnaryOperator<List<Span>> reading;
  private final TreeMap<Integer, Block> blocks = new TreeMap<>();
  private Optional<StopReason> stop = Optional.empty();
  private Optional<TokenUsage> usage = Optional.empty();

  /**
   * @param reading what is made of the blocks as they are written
   */
  StreamedMessage(String model, UnaryOperator<List<Span>> reading) {
    this.model = model;
    this.reading = reading;
  }

  private static final class Block {
    private final StringBuilder text = new StringBuilder();
    private final List<Claim> claims = new ArrayList<>();
  }

  /**
   * Takes an event.
   *
   * @return whether there is more text now
   */
  boolean take(ConverseStreamOutput event) {
    return switch (event) {
      case ContentBlockDeltaEvent delta -> take(delta);
      case MessageStopEvent end -> {
        stop = Optional.ofNullable(end.stopReason());
        yield false;
      }
      case ConverseStreamMetadataEvent metadata -> {
        usage = Optional.ofNullable(metadata.usage());
        yield false;
      }
      default -> false;
    };
  }

  private boolean take(ContentBlockDeltaEvent event) {
    ContentBlockDelta delta = event.delta();
    if (delta == null || event.contentBlockIndex() == null) {
      throw new UpstreamException("An event of the model's stream is empty", Kind.SENSELESS);
    }
    if (delta.citation() != null) {
      block(event).claims.add(ConverseGenerator.claim(citation(delta.citation())));
    }
    if (delta.text() == null || delta.text().isEmpty()) {
      return false;
    }
    block(event).text.append(delta.text());
    return true;
  }

  private Block block(ContentBlockDeltaEvent event) {
    return blocks.computeIfAbsent(event.contentBlockIndex(), _ -> new Block());
  }

  private static Citation citation(CitationsDelta delta) {
    return Citation.builder()
        .source(delta.source())
        .title(delta.title())
        .location(delta.location())
        .sourceContent(
            delta.sourceContent().stream()
                .map(content -> CitationSourceContent.builder().text(content.text()).build())
                .toList())
        .build();
  }

  /** Whether there is no text yet. */
  boolean saysNothing() {
    return blocks.values().stream().allMatch(block -> block.text.isEmpty());
  }

  /** What there is of it. */
  List<Span> spans() {
    return reading.apply(
        blocks.values().stream()
            .map(block -> new Span(block.text.toString(), block.claims))
            .toList());
  }

  /**
   * All of it.
   *
   * @throws UpstreamException if the stream had no end
   */
  Generation generation() {
    if (stop.isEmpty() || usage.isEmpty()) {
      throw new UpstreamException(
          "The model's stream ended without an end",
          Kind.RETRYABLE,
          Sign.UNANSWERED,
          new EOFException(),
          1);
    }
    return new Generation(
        spans(), ConverseGenerator.stop(stop.get()), ConverseGenerator.usage(model, usage.get()));
  }
}
