package askdocs.aws;

import askdocs.ask.Generator;
import askdocs.ask.Markers;
import askdocs.ask.Prompt;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationSourceContent;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultLocation;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/**
 * Models through Bedrock's Converse: what cites is given search results, and all else numbered
 * passages, whose numbers in the answer are then its claims.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Converse</a>
 */
public final class ConverseGenerator implements Generator {
  private static final System.Logger LOG = System.getLogger(ConverseGenerator.class.getName());
  private static final Pattern SEARCH_RESULT =
      Pattern.compile("search_?result|citations", Pattern.CASE_INSENSITIVE);

  /** What citations cost beside all texts: recorded were some 850 for one document. */
  private static final int TOKENS_OF_A_CALL = 900;

  private final BedrockRuntimeClient bedrock;
  private final ModelCatalog models;
  private final Retrying retrying;

  /** Models that refused search results, though the catalog says that they take them. */
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();

  public ConverseGenerator(BedrockRuntimeClient bedrock, ModelCatalog models, Retrying retrying) {
    this.bedrock = bedrock;
    this.models = models;
    this.retrying = retrying;
  }

  /**
   * Gives the model the prompt, as search results if it takes them. What the catalog says of that
   * may be out of date: a model that refuses them gets its passages numbered, then and later.
   */
  @Override
  public Generation generate(Prompt prompt, Deadline deadline) {
    return asItTakes(prompt, cites -> generate(prompt, cites, deadline));
  }

  /** Makes the call with search results, or where the model takes none with numbered passages. */
  Generation asItTakes(Prompt prompt, Function<Boolean, Generation> call) {
    boolean cites =
        models.answersWithCitations(prompt.model()) && !refusing.contains(prompt.model());
    try {
      return call.apply(cites);
    } catch (UpstreamException e) {
      if (!cites || !refusesSearchResults(e)) {
        throw e;
      }
      LOG.log(Level.WARNING, "{0} refuses search results: passages are numbered", prompt.model());
      refusing.add(prompt.model());
      return call.apply(false);
    }
  }

  /** What the model wrote, its markers read where passages are numbered. */
  static List<Span> read(List<Span> spans, Prompt prompt, boolean cites) {
    return cites || prompt.passages().isEmpty() ? spans : Markers.spans(text(spans));
  }

  private Generation generate(Prompt prompt, boolean cites, Deadline deadline) {
    ConverseRequest request = request(prompt, cites);
    Tried<ConverseResponse> tried =
        retrying.call(
            Upstream.writing(prompt.model()),
            new Retrying.Tokens<>(
                estimate(prompt) + prompt.maxTokens(),
                answer -> charged(prompt.model(), answer.usage())),
            deadline,
            time -> converse(request, time));
    ConverseResponse response = tried.answer();
    if (response.output() == null || response.output().message() == null) {
      throw new UpstreamException("The model's answer has no message", Kind.SENSELESS);
    }
    List<Span> spans =
        response.output().message().content().stream()
            .flatMap(block -> span(block).stream())
            .toList();
    return new Generation(
        read(spans, prompt, cites),
        stop(response.stopReason()),
        usage(prompt.model(), response.usage()).after(tried.unanswered()));
  }

  /** What an answer that comes as a stream takes of the quota. */
  Retrying.Tokens<Generation> tokens(Prompt prompt) {
    long outputFactor = models.quotaOfATokenWritten(prompt.model());
    return new Retrying.Tokens<>(
        estimate(prompt) + prompt.maxTokens(),
        written ->
            written.usage().inputTokens()
                + written.usage().cacheWriteTokens()
                + outputFactor * written.usage().outputTokens());
  }

  private static long estimate(Prompt prompt) {
    return TOKENS_OF_A_CALL
        + TokenEstimate.of(prompt.rules())
        + TokenEstimate.of(prompt.question().text())
        + prompt.passages().stream()
            .flatMap(passage ->
                Stream.concat(Stream.of(passage.titleWithDate()), passage.items().stream()))
            .mapToLong(TokenEstimate::of)
            .sum()
        + prompt.history().stream()
            .mapToLong(turn -> TokenEstimate.of(turn.question()) + TokenEstimate.of(turn.answer()))
            .sum();
  }

  /** What the quota is charged: tokens written count for several, those of the cache for none. */
  private long charged(String model, TokenUsage usage) {
    if (usage == null || usage.inputTokens() == null || usage.outputTokens() == null) {
      return 0;
    }
    return usage.inputTokens()
        + Optional.ofNullable(usage.cacheWriteInputTokens()).orElse(0)
        + (long) models.quotaOfATokenWritten(model) * usage.outputTokens();
  }

  /** What the model is asked. */
  ConverseRequest request(Prompt prompt, boolean cites) {
    ConversePrompt said =
        ConversePrompt.of(prompt, cites, models.takesSystemPrompt(prompt.model()));
    ConverseRequest.Builder request =
        ConverseRequest.builder()
            .modelId(prompt.model())
            .messages(said.messages())
            .inferenceConfig(inference -> inference.maxTokens(prompt.maxTokens()));
    if (!said.system().isEmpty()) {
      request.system(said.system());
    }
    models
        .requestFields(prompt.model())
        .ifPresent(fields -> request.additionalModelRequestFields(document(fields)));
    return request.build();
  }

  private static String text(List<Span> spans) {
    return spans.stream().map(Span::text).collect(Collectors.joining());
  }

  /** There is no error of its own for it; the message names the field. */
  private static boolean refusesSearchResults(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof ValidationException refusal
                && SEARCH_RESULT.matcher(String.valueOf(refusal.getMessage())).find());
  }

  private ConverseResponse converse(ConverseRequest request, Duration time) {
    try {
      return bedrock.converse(
          request.toBuilder()
              .overrideConfiguration(override -> override.apiCallTimeout(time))
              .build());
    } catch (SdkException e) {
      throw SdkErrors.translate("The answering model", e);
    }
  }

  private static Optional<Span> span(ContentBlock block) {
    if (block.text() != null) {
      return Optional.of(new Span(block.text(), List.of()));
    }
    CitationsContentBlock cited = block.citationsContent();
    if (cited == null) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    cited.content().stream()
        .map(CitationGeneratedContent::text)
        .filter(piece -> piece != null)
        .forEach(text::append);
    return Optional.of(
        new Span(
            text.toString(),
            cited.citations().stream().<Claim>map(ConverseGenerator::claim).toList()));
  }

  /** A claim without a place in a search result names no passage, so that it cannot hold. */
  static Quoted claim(Citation citation) {
    Optional<SearchResultLocation> place =
        Optional.ofNullable(citation.location())
            .map(location -> location.searchResultLocation())
            .filter(location -> location.searchResultIndex() != null)
            .filter(location -> location.start() != null && location.end() != null);
    return new Quoted(
        Optional.ofNullable(citation.source()),
        place.map(SearchResultLocation::searchResultIndex).orElse(-1),
        place.map(SearchResultLocation::start).orElse(-1),
        place.map(SearchResultLocation::end).orElse(-1),
        citation.sourceContent().stream()
            .map(CitationSourceContent::text)
            .filter(text -> text != null)
            .toList());
  }

  static Stop stop(StopReason reason) {
    if (reason == null) {
      return Stop.OTHER;
    }
    return switch (reason) {
      case END_TURN, STOP_SEQUENCE -> Stop.FINISHED;
      case MAX_TOKENS -> Stop.TOO_LONG;
      case GUARDRAIL_INTERVENED, CONTENT_FILTERED -> Stop.BLOCKED;
      default -> Stop.OTHER;
    };
  }

  static ModelUsage usage(String model, TokenUsage usage) {
    if (usage == null || usage.inputTokens() == null || usage.outputTokens() == null) {
      throw new UpstreamException("The model's answer does not say its usage", Kind.SENSELESS);
    }
    try {
      return new ModelUsage(
          model,
          usage.inputTokens(),
          usage.outputTokens(),
          Optional.ofNullable(usage.cacheReadInputTokens()).orElse(0),
          Optional.ofNullable(usage.cacheWriteInputTokens()).orElse(0));
    } catch (IllegalArgumentException e) {
      throw new UpstreamException("The model's usage makes no sense", Kind.SENSELESS, e);
    }
  }

  private static Document document(JsonNode node) {
    if (node.isObject()) {
      Document.MapBuilder map = Document.mapBuilder();
      node.properties()
          .forEach(field -> map.putDocument(field.getKey(), document(field.getValue())));
      return map.build();
    }
    if (node.isArray()) {
      Document.ListBuilder list = Document.listBuilder();
      node.forEach(element -> list.addDocument(document(element)));
      return list.build();
    }
    if (node.isBoolean()) {
      return Document.fromBoolean(node.booleanValue());
    }
    return node.isNumber()
        ? Document.fromNumber(node.decimalValue())
        : Document.fromString(node.asText());
  }
}
