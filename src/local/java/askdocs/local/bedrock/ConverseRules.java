package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.Block;
import askdocs.local.bedrock.Conversation.CachePoint;
import askdocs.local.bedrock.Conversation.Cited;
import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Conversation.Text;
import askdocs.local.bedrock.Conversation.Turn;
import askdocs.local.bedrock.Model.Chat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What the service and the model refuse of a Converse request whose shape is right.
 *
 * <p>The words are those seen in public reports of the real service where there are any; those
 * about search results, and about citations on some of them only, are inferred.
 */
final class ConverseRules {
  private static final Set<String> CLAUDE_FIELDS =
      Set.of("thinking", "top_k", "anthropic_beta", "output_config");
  private static final int LEAST_THINKING = 1_024;

  private final Chat model;
  private final Conversation conversation;

  private ConverseRules(Chat model, Conversation conversation) {
    this.model = model;
    this.conversation = conversation;
  }

  /**
   * @throws Refused if the model would not be called, or would refuse
   */
  static void check(Chat model, Conversation conversation) {
    ConverseRules rules = new ConverseRules(model, conversation);
    rules.blanks();
    rules.roles();
    rules.searchResults();
    rules.inference();
    rules.modelFields();
    rules.context();
  }

  private void blanks() {
    if (!conversation.system().isEmpty() && !model.systemPrompts()) {
      throw Refused.validation(
          "This model doesn't support system messages. Try again without a system message or use a"
              + " model that supports system messages.");
    }
    for (int i = 0; i < conversation.system().size(); i++) {
      filled(conversation.system().get(i), "text", "SystemContentBlock", "system." + i);
    }
    List<Turn> turns = conversation.turns();
    for (int i = 0; i < turns.size(); i++) {
      if (turns.get(i).content().isEmpty()) {
        throw Refused.validation(
            "The content field in the Message object at messages."
                + i
                + " is empty. Add a ContentBlock object to the content field and try again.");
      }
      for (int j = 0; j < turns.get(i).content().size(); j++) {
        blanks(turns.get(i), turns.get(i).content().get(j), "messages." + i + ".content." + j);
      }
    }
  }

  private void blanks(Turn turn, Block block, String path) {
    switch (block) {
      case Text text -> filled(text.text(), "text", "ContentBlock", path);
      case SearchResult result -> {
        if (!model.citations()) {
          throw Refused.validation(
              "This model doesn't support the searchResult field. Remove searchResult and try"
                  + " again.");
        }
        if (!turn.byUser()) {
          throw Refused.validation(
              "The searchResult field at " + path + " is only allowed in messages of the user.");
        }
        filled(result.source(), "source", "SearchResultBlock", path);
        filled(result.title(), "title", "SearchResultBlock", path);
        if (result.content().isEmpty()) {
          throw Refused.validation(
              "The content field in the SearchResultBlock object at "
                  + path
                  + " is empty. Add a SearchResultContentBlock object to the content field and try"
                  + " again.");
        }
        for (int i = 0; i < result.content().size(); i++) {
          filled(
              result.content().get(i),
              "text",
              "SearchResultContentBlock",
              path + ".searchResult.content." + i);
        }
      }
      case Cited cited -> {
        if (turn.byUser()) {
          throw Refused.validation(
              "The citationsContent field at "
                  + path
                  + " is only allowed in messages of the assistant.");
        }
        if (cited.ofSearchResults()) {
          // A client library found that the real service loses the citation's type on its way back.
          throw Refused.byModel(path + ".citations.0.type: Field required");
        }
      }
      case CachePoint _ -> {}
    }
  }

  private static void filled(String value, String field, String object, String path) {
    if (value.isBlank()) {
      throw Refused.validation(
          "The "
              + field
              + " field in the "
              + object
              + " object at "
              + path
              + " is blank. Add text to the "
              + field
              + " field, and try again.");
    }
  }

  private void roles() {
    List<Turn> turns = conversation.turns();
    if (turns.isEmpty() || !turns.getFirst().byUser()) {
      throw Refused.validation(
          "A conversation must start with a user message. Try again with a conversation that starts"
              + " with a user message.");
    }
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i).byUser() == turns.get(i - 1).byUser()) {
        throw Refused.validation(
            "A conversation must alternate between user and assistant roles. Make sure the"
                + " conversation alternates between user and assistant roles and try again.");
      }
    }
    if (!turns.getLast().byUser() && model.family().adaptive()) {
      throw Refused.byModel(
          "This model does not support assistant message prefill. The conversation must end with a"
              + " user message.");
    }
  }

  private void searchResults() {
    List<SearchResult> results = conversation.searchResults();
    long citing = results.stream().filter(SearchResult::citations).count();
    if (citing != 0 && citing != results.size()) {
      throw Refused.byModel("Citations must be enabled on all search results or on none of them.");
    }
  }

  private void inference() {
    Conversation.Inference inference = conversation.inference();
    if (inference.maxTokens().orElse(1) > model.maxOutputTokens()) {
      throw Refused.validation(
          "The maximum tokens you requested exceeds the model limit of "
              + model.maxOutputTokens()
              + ". Try again with a maximum tokens value that is lower than "
              + model.maxOutputTokens()
              + ".");
    }
    if ((inference.temperature() || inference.topP()) && model.family().unsampled()) {
      throw Refused.byModel(
          "`"
              + (inference.temperature() ? "temperature" : "top_p")
              + "` is deprecated for this model.");
    }
    if (inference.temperature() && inference.topP() && model.family().claude()) {
      throw Refused.byModel(
          "`temperature` and `top_p` cannot both be specified for this model. Please use only"
              + " one.");
    }
  }

  private void modelFields() {
    JsonNode fields = conversation.modelFields();
    if (!model.family().claude()) {
      Iterator<String> names = fields.fieldNames();
      while (names.hasNext()) {
        String name = names.next();
        if (model.family() != Model.Family.NOVA || !name.equals("inferenceConfig")) {
          throw Refused.validation(
              "Malformed input request: #: extraneous key ["
                  + name
                  + "] is not permitted, please reformat your input and try again.");
        }
      }
      return;
    }
    fields
        .fieldNames()
        .forEachRemaining(name -> {
          if (!CLAUDE_FIELDS.contains(name)) {
            throw Refused.byModel(name + ": Extra inputs are not permitted");
          }
        });
    if (fields.has("top_k") && model.family().unsampled()) {
      throw Refused.byModel("`top_k` is deprecated for this model.");
    }
    if (fields.has("thinking")) {
      thinking(fields.get("thinking"));
    }
  }

  private void thinking(JsonNode thinking) {
    switch (thinking.path("type").asText()) {
      case "disabled" -> {
        if (model.family() == Model.Family.CLAUDE_THINKING) {
          throw notThisWay("disabled");
        }
      }
      case "adaptive" -> {
        if (!model.family().adaptive()) {
          throw Refused.byModel("adaptive thinking is not supported on this model");
        }
      }
      case "enabled" -> {
        if (!model.family().budgets()) {
          throw notThisWay("enabled");
        }
        if (thinking.path("budget_tokens").asInt() < LEAST_THINKING) {
          throw Refused.byModel(
              "thinking.enabled.budget_tokens: Input should be greater than or equal to "
                  + LEAST_THINKING);
        }
      }
      default ->
          throw Refused.byModel(
              "thinking: Input tag '"
                  + thinking.path("type").asText()
                  + "' found using 'type' does not match any of the expected tags: 'adaptive',"
                  + " 'disabled', 'enabled'");
    }
  }

  private static Refused notThisWay(String type) {
    return Refused.byModel(
        "\"thinking.type."
            + type
            + "\" is not supported for this model. Use \"thinking.type.adaptive\" and"
            + " \"output_config.effort\" to control thinking behavior.");
  }

  private void context() {
    if (conversation.inputTokens() > model.contextTokens()) {
      throw Refused.validation("Input is too long for requested model.");
    }
  }
}
