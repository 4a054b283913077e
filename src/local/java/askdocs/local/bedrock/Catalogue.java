package askdocs.local.bedrock;

import askdocs.local.bedrock.Model.Chat;
import askdocs.local.bedrock.Model.Cohere;
import askdocs.local.bedrock.Model.Family;
import askdocs.local.bedrock.Model.Reranker;
import askdocs.local.bedrock.Model.Titan;
import askdocs.spend.ModelName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that the stand-in knows, and how a request may name them. */
final class Catalogue {
  private static final List<String> CLAUDE = List.of("us", "eu", "apac", "jp", "au", "global");

  private static final List<Model> MODELS =
      List.of(
          claude("anthropic.claude-haiku-5-5", 1_000_000, 128_000, Family.CLAUDE_5),
          claude("anthropic.claude-sonnet-5-5", 1_000_000, 128_000, Family.CLAUDE_THINKING),
          claude("anthropic.claude-opus-5-5", 1_000_000, 128_000, Family.CLAUDE_THINKING),
          claude("anthropic.claude-fable-5-1", 1_000_000, 128_000, Family.CLAUDE_THINKING),
          claude("anthropic.claude-sonnet-5", 1_000_000, 128_000, Family.CLAUDE_5),
          claude("anthropic.claude-opus-4-8", 1_000_000, 128_000, Family.CLAUDE_5),
          claude("anthropic.claude-opus-4-7", 1_000_000, 128_000, Family.CLAUDE_5),
          claude("anthropic.claude-opus-4-6-v1", 1_000_000, 128_000, Family.CLAUDE_4_6),
          claude("anthropic.claude-sonnet-4-6", 1_000_000, 64_000, Family.CLAUDE_4_6),
          claude("anthropic.claude-sonnet-4-5-20250929-v1:0", 200_000, 64_000, Family.CLAUDE_4),
          claude("anthropic.claude-haiku-4-5-20251001-v1:0", 200_000, 64_000, Family.CLAUDE_4),
          new Chat(
              "amazon.nova-2-lite-v1:0",
              List.of("us", "global"),
              false,
              1_000_000,
              64_000,
              Family.NOVA),
          new Chat(
              "amazon.nova-micro-v1:0",
              List.of("us", "eu", "apac"),
              true,
              128_000,
              10_000,
              Family.NOVA),
          new Chat(
              "amazon.nova-lite-v1:0",
              List.of("us", "eu", "apac"),
              true,
              300_000,
              10_000,
              Family.NOVA),
          new Chat(
              "amazon.nova-pro-v1:0",
              List.of("us", "eu", "apac"),
              true,
              300_000,
              10_000,
              Family.NOVA),
          new Chat(
              "meta.llama4-maverick-17b-instruct-v1:0",
              List.of("us"),
              false,
              1_000_000,
              8_192,
              Family.LLAMA),
          new Chat(
              "meta.llama3-3-70b-instruct-v1:0",
              List.of("us"),
              false,
              128_000,
              8_192,
              Family.LLAMA),
          new Chat(
              "mistral.mistral-large-2402-v1:0", List.of(), true, 32_000, 8_192, Family.MISTRAL),
          // Past its end of life; answers as it did, for the sake of models without system prompts.
          new Chat(
              "amazon.titan-text-express-v1", List.of(), true, 8_192, 8_192, Family.TITAN_TEXT),
          new Titan("amazon.titan-embed-text-v1", false),
          new Titan("amazon.titan-embed-text-v2:0", true),
          new Cohere("cohere.embed-multilingual-v3", List.of(), false),
          new Cohere("cohere.embed-english-v3", List.of(), false),
          new Cohere("cohere.embed-v4:0", List.of("us", "eu", "global"), true),
          new Reranker("amazon.rerank-v1:0", false),
          new Reranker("cohere.rerank-v3-5:0", true));

  /** Models that the service no longer has. */
  private static final Set<String> RETIRED =
      Set.of(
          "anthropic.claude-v2",
          "anthropic.claude-v2:1",
          "anthropic.claude-3-sonnet-20240229-v1:0",
          "anthropic.claude-3-5-sonnet-20240620-v1:0",
          "anthropic.claude-3-5-sonnet-20241022-v2:0");

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(?::(foundation-model)|[0-9]{12}:(inference-profile))"
              + "/([a-zA-Z0-9-:.]+)");

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9-:._/]{1,2048}");

  /**
   * A model as a request named it.
   *
   * @param calledAs its id or its inference profile's id, an ARN reduced to that
   */
  record Named(Model model, String calledAs, boolean byProfile) {}

  private Catalogue() {}

  private static Chat claude(String id, int contextTokens, int maxOutputTokens, Family family) {
    return new Chat(id, CLAUDE, false, contextTokens, maxOutputTokens, family);
  }

  /**
   * The model of this id, inference profile or ARN.
   *
   * @throws Refused with the service's words if there is none, or if it is not to be had on demand
   */
  static Named invoked(String modelId) {
    Named named = named(modelId);
    if (!named.byProfile() && !named.model().onDemand()) {
      throw Refused.validation(
          "Invocation of model ID "
              + modelId
              + " with on-demand throughput isn’t supported. Retry your request with the ID or ARN"
              + " of an inference profile that contains this model.");
    }
    return named;
  }

  /** The same, without asking whether it may be invoked on demand. */
  static Named named(String modelId) {
    if (!LEGAL.matcher(modelId).matches()) {
      throw Refused.validation(
          "1 validation error detected: Value '"
              + modelId
              + "' at 'modelId' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: "
              + LEGAL.pattern());
    }
    if (RETIRED.contains(ModelName.of(modelId).model())) {
      throw new Refused(
          ErrorType.RESOURCE_NOT_FOUND,
          "This model version has reached the end of its life. Please refer to the AWS"
              + " documentation for more details.");
    }
    Matcher arn = ARN.matcher(modelId);
    Optional<Named> found;
    if (!arn.matches()) {
      found = bare(modelId).or(() -> profile(modelId));
    } else {
      String id = arn.group(3);
      found = arn.group(1) != null ? bare(id) : profile(id);
    }
    return found.orElseThrow(() -> Refused.validation("The provided model identifier is invalid."));
  }

  private static Optional<Named> bare(String id) {
    return MODELS.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .map(model -> new Named(model, id, false));
  }

  private static Optional<Named> profile(String id) {
    int dot = id.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String geography = id.substring(0, dot);
    return bare(id.substring(dot + 1))
        .filter(named -> named.model().profiles().contains(geography))
        .map(named -> new Named(named.model(), id, true));
  }
}
