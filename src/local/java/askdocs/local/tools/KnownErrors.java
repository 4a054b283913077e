package askdocs.local.tools;

import java.util.List;
import java.util.regex.Pattern;

/** What the well-known errors of Bedrock mean, and what to do. */
final class KnownErrors {
  private static final List<Known> KNOWN =
      List.of(
          known(
              "on-demand throughput isn.t supported",
              "The model can be called by an inference profile only. Put a geography before its id,"
                  + " as in us.anthropic.claude-haiku-5-5 (us, eu, apac, jp, au or global, fitting"
                  + " the region), and give the role bedrock:InvokeModel on the profile and on the"
                  + " model behind it."),
          known(
              "temperature. and .top_p. cannot both",
              "The model takes temperature or top_p, not both. AskDocs sends neither; whoever calls"
                  + " it has to drop one."),
          known(
              "(temperature|top_p|top_k).{0,40}(deprecated|not supported|not"
                  + " permitted|unsupported)",
              "The model takes no sampling parameters, as Claude from Opus 4.7 on. AskDocs sends"
                  + " none."),
          known(
              "thinking\\.type\\.enabled|budget_tokens|thinking budget",
              "Thinking on a budget is for Claude up to 4.6, from 1,024 tokens on. Later models"
                  + " think adaptively: {\"thinking\": {\"type\": \"adaptive\"}} and an effort."),
          known(
              "adaptive thinking is not supported",
              "The model is older than adaptive thinking: leave the field out."),
          known(
              "thinking.{0,60}disabled|disabled.{0,60}thinking",
              "The model always thinks and refuses to have it turned off. Take requestFields out of"
                  + " its row in models.json, and allow for thoughts in maxTokens."),
          known(
              "expected maxLength: 2048",
              "Cohere Embed v3 takes 2,048 characters a text, whatever truncate says. AskDocs"
                  + " embeds longer texts in parts."),
          known(
              "expected maxLength: 50000",
              "Titan V2 takes 50,000 characters a text. AskDocs embeds longer texts in parts."),
          known("#/api_version", "Cohere Rerank 3.5 wants \"api_version\": 2 in its request."),
          known(
              "required key \\[texts\\]|extraneous key \\[inputText\\]",
              "Titan's request went to a Cohere model. EMBEDDING_MODEL_ID and its row in"
                  + " models.json must agree on the format."),
          known(
              "required key \\[inputText\\]",
              "Another family's request went to Titan. EMBEDDING_MODEL_ID and its row in"
                  + " models.json must agree on the format."),
          known(
              "Malformed request\\. Please check",
              "Cohere Embed v4 did not like the request and does not say why: input_type is"
                  + " required, truncate is NONE, LEFT or RIGHT (not v3's words), output_dimension"
                  + " one of 256, 512, 1024, 1536, texts at most 96."),
          known(
              "Malformed input request",
              "The body does not fit the model's own schema: a field that it does not have, one"
                  + " that is missing, or a value out of range. What follows the colon names it;"
                  + " \"N schema violations\" does not. Each family has its own body: dimensions is"
                  + " Titan V2's, output_dimension Cohere v4's, and neither Titan V1 nor Cohere v3"
                  + " takes one."),
          known(
              "Extra inputs are not permitted",
              "A field in additionalModelRequestFields is none of this model's. What AskDocs sends"
                  + " stands in requestFields of its row in models.json."),
          known(
              "end of its life|end of life",
              "The model is gone. scripts/models lists those that are left; set ANSWER_MODEL_ID and"
                  + " ALLOWED_MODEL_IDS, or run scripts/reindex for an embedding model."),
          known(
              "model identifier is invalid",
              "No model of this name in this region: a typing error, a model that the region lacks,"
                  + " or a profile of another geography. scripts/models --check compares them."),
          known(
              "use case details|use-case",
              "Anthropic's use-case form has not been filled in for this account: Bedrock's"
                  + " console, model catalog. It answers 404 until then."),
          known(
              "Too many input tokens|Input is too long",
              "The prompt or the text is longer than the model takes. Fewer passages, or a model"
                  + " with a larger context; AskDocs embeds a text that is too long in parts."),
          known(
              "exceeds the model limit",
              "maxTokens is more than the model can write: see output in scripts/models."),
          known(
              "don.t have access to the model|not authorized to perform: bedrock",
              "The role lacks bedrock:InvokeModel on the model, or on the profile and on the model"
                  + " in each of the profile's regions, or the account has no access to the"
                  + " model."),
          known(
              "Too many (requests|tokens)",
              "The quota of a minute is used up. A call reserves its input and maxTokens when it"
                  + " begins, and for Claude each token of output counts five times: smaller"
                  + " maxTokens and a global profile help. AskDocs tries again within the"
                  + " deadline."),
          known(
              "support system messages",
              "The model takes no system prompt, as Titan Text: its row in models.json has to say"
                  + " \"systemPrompt\": false."),
          known(
              "support the searchResult|searchResult",
              "The model does not cite: its row in models.json has to say \"citations\": false, and"
                  + " it gets numbered passages."),
          known(
              "support the model that you provided",
              "Converse is for models that answer; this one embeds or reranks."),
          known(
              "must start with a user message|must alternate|message prefill",
              "The turns of a conversation begin and end with the user's and alternate."),
          known(
              "is blank\\. Add text",
              "A text, title or source of a block is blank, which Bedrock refuses."),
          known(
              "security token.{0,40}invalid|scoped to correct service|Missing Authentication",
              "The credentials are wrong, expired or for another service; it is no matter of"
                  + " models."));

  private KnownErrors() {}

  private record Known(Pattern words, String meaning) {}

  private static Known known(String words, String meaning) {
    return new Known(Pattern.compile(words, Pattern.CASE_INSENSITIVE), meaning);
  }

  /** What it may mean, the most particular first; empty if it is not known. */
  static List<String> explain(String message) {
    return KNOWN.stream()
        .filter(known -> known.words().matcher(message).find())
        .map(Known::meaning)
        .toList();
  }
}
