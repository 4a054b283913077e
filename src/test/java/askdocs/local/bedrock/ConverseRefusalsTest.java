package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseRefusalsTest {
  private static final Model.Chat HAIKU_5 = chat("us.anthropic.claude-haiku-5-5");
  private static final Model.Chat HAIKU_4 = chat("us.anthropic.claude-haiku-4-5-20251001-v1:0");
  private static final Model.Chat NOVA = chat("amazon.nova-lite-v1:0");
  private static final String HI = "{'role':'user','content':[{'text':'Hi'}]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[H]}",
        "{'messages':[H],'system':[],'inferenceConfig':{}}",
        "{'messages':[H],'system':[{'text':'Be brief.'},{'cachePoint':{'type':'default'}}]}",
        "{'messages':[H],'inferenceConfig':{'maxTokens':64000,'stopSequences':['x']}}",
        "{'messages':[H],'requestMetadata':{'tenant':'a'},'serviceTier':{'type':'flex'}}",
        "{'messages':[H],'performanceConfig':{'latency':'standard'}}",
        "{'messages':[H],'additionalModelRequestFields':{'thinking':{'type':'disabled'}}}",
        "{'messages':[H,{'role':'assistant','content':[{'text':'Yes'}]},H]}",
        "{'messages':[{'role':'user','content':[{'searchResult':{'source':'s','title':'t',"
            + "'content':[{'text':'a'}],'citations':{'enabled':true}}},{'text':'Hi'}]}]}",
      })
  void whatTheServiceAcceptsIsAccepted(String body) {
    check(HAIKU_5, body);
    check(HAIKU_4, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | A conversation must start with a user message. Try again with a conversation that"
            + " starts with a user message.",
        "{'messages':[{'role':'assistant','content':[{'text':'Hi'}]}]} | A conversation must start"
            + " with a user message. Try again with a conversation that starts with a user"
            + " message.",
        "{'messages':[H,H]} | A conversation must alternate between user and assistant roles. Make"
            + " sure the conversation alternates between user and assistant roles and try again.",
        "{'messages':[{'role':'user','content':[]}]} | The content field in the Message object at"
            + " messages.0 is empty. Add a ContentBlock object to the content field and try again.",
        "{'messages':[{'role':'user','content':[{'text':' '}]}]} | The text field in the"
            + " ContentBlock object at messages.0.content.0 is blank. Add text to the text field,"
            + " and try again.",
        "{'messages':[H],'system':[{'text':' '}]} | The text field in the SystemContentBlock object"
            + " at system.0 is blank. Add text to the text field, and try again.",
        "{'messages':[{'role':'user'}]} | 1 validation error detected: Value at"
            + " 'messages.1.member.content' failed to satisfy constraint: Member must not be null",
        "{'messages':[{}]} | 2 validation errors detected: Value at 'messages.1.member.role' failed"
            + " to satisfy constraint: Member must not be null; Value at"
            + " 'messages.1.member.content' failed to satisfy constraint: Member must not be null",
        "{'messages':[{'role':'system','content':[{'text':'Hi'}]}]} | 1 validation error detected:"
            + " Value 'system' at 'messages.1.member.role' failed to satisfy constraint: Member"
            + " must satisfy enum value set: [user, assistant]",
        "{'messages':[H],'inferenceConfig':{'temperature':1.5}} | 1 validation error detected:"
            + " Value '1.5' at 'inferenceConfig.temperature' failed to satisfy constraint: Member"
            + " must have value less than or equal to 1",
        "{'messages':[H],'inferenceConfig':{'topP':-1}} | 1 validation error detected: Value '-1'"
            + " at 'inferenceConfig.topP' failed to satisfy constraint: Member must have value"
            + " greater than or equal to 0",
        "{'messages':[H],'inferenceConfig':{'maxTokens':0}} | 1 validation error detected: Value"
            + " '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have"
            + " value greater than or equal to 1",
        "{'messages':[H],'inferenceConfig':{'maxTokens':128001}} | The maximum tokens you requested"
            + " exceeds the model limit of 128000. Try again with a maximum tokens value that is"
            + " lower than 128000.",
        "{'messages':[H],'inferenceConfig':{'temperature':0}} | The model returned the following"
            + " errors: `temperature` is deprecated for this model.",
        "{'messages':[H],'inferenceConfig':{'topP':1}} | The model returned the following errors:"
            + " `top_p` is deprecated for this model.",
        "{'messages':[H],'additionalModelRequestFields':{'top_k':5}} | The model returned the"
            + " following errors: `top_k` is deprecated for this model.",
        "{'messages':[H],'maxTokens':1} | Unknown field 'maxTokens'.",
        "{'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]} | Unknown field"
            + " 'type' at 'messages.1.member.content.1.member'.",
        "{'messages':[{'role':'user','content':[{}]}]} | The value at"
            + " 'messages.1.member.content.1.member' must have exactly one member, it has 0.",
        "{'messages':[H],'requestMetadata':{}} | 1 validation error detected: Value at"
            + " 'requestMetadata' failed to satisfy constraint: Member must have length between 1"
            + " and 16",
        "{'messages':[H],'additionalModelRequestFields':{'thinking':{'type':'enabled',"
            + "'budget_tokens':2000}}} | The model returned the following errors:"
            + " \"thinking.type.enabled\" is not supported for this model. Use"
            + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
            + " behavior.",
        "{'messages':[H],'additionalModelRequestFields':{'topK':5}} | The model returned the"
            + " following errors: topK: Extra inputs are not permitted",
        "{'messages':[H,{'role':'assistant','content':[{'text':'Yes'}]}]} | The model returned the"
            + " following errors: This model does not support assistant message prefill. The"
            + " conversation must end with a user message.",
        "{'messages':[H],'toolConfig':{'tools':[]}} | This stand-in does not speak toolConfig yet.",
      })
  void haiku55Refuses(String body, String message) {
    assertEquals(message, refusal(HAIKU_5, body).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'title':'t','content':[{'text':'a'}] | 1 validation error detected: Value at"
            + " 'messages.1.member.content.1.member.searchResult.source' failed to satisfy"
            + " constraint: Member must not be null",
        "'source':'s','content':[{'text':'a'}] | 1 validation error detected: Value at"
            + " 'messages.1.member.content.1.member.searchResult.title' failed to satisfy"
            + " constraint: Member must not be null",
        "'source':'s','title':'t' | 1 validation error detected: Value at"
            + " 'messages.1.member.content.1.member.searchResult.content' failed to satisfy"
            + " constraint: Member must not be null",
        "'source':'s','title':'','content':[{'text':'a'}] | The title field in the"
            + " SearchResultBlock object at messages.0.content.0 is blank. Add text to the title"
            + " field, and try again.",
        "'source':'s','title':'t','content':[] | The content field in the SearchResultBlock object"
            + " at messages.0.content.0 is empty. Add a SearchResultContentBlock object to the"
            + " content field and try again.",
        "'source':'s','title':'t','content':[{'text':'a'},{'text':' '}] | The text field in the"
            + " SearchResultContentBlock object at messages.0.content.0.searchResult.content.1 is"
            + " blank. Add text to the text field, and try again.",
      })
  void aSearchResultMustBeWhole(String members, String message) {
    String body =
        "{'messages':[{'role':'user','content':[{'searchResult':{"
            + members
            + "}},{'text':'Hi'}]}]}";

    assertEquals(message, refusal(HAIKU_5, body).getMessage());
  }

  @Test
  void citationsAreOnForAllSearchResultsOrForNone() {
    String one =
        "{'searchResult':{'source':'s','title':'t','content':[{'text':'a'}],"
            + "'citations':{'enabled':%s}}}";
    String body =
        "{'messages':[{'role':'user','content':[%s,%s,{'text':'Hi'}]}]}"
            .formatted(one.formatted(true), one.formatted(false));

    assertEquals(
        "The model returned the following errors: Citations must be enabled on all search results"
            + " or on none of them.",
        refusal(HAIKU_5, body).getMessage());
  }

  @Test
  void haiku45TakesTemperatureOrTopP() {
    check(HAIKU_4, "{'messages':[H],'inferenceConfig':{'temperature':0.0}}");
    check(HAIKU_4, "{'messages':[H],'inferenceConfig':{'topP':1}}");

    assertEquals(
        "The model returned the following errors: `temperature` and `top_p` cannot both be"
            + " specified for this model. Please use only one.",
        refusal(HAIKU_4, "{'messages':[H],'inferenceConfig':{'temperature':0,'topP':1}}")
            .getMessage());
  }

  @Test
  void sonnet55AlwaysThinks() {
    assertEquals(
        "The model returned the following errors: \"thinking.type.disabled\" is not supported for"
            + " this model. Use \"thinking.type.adaptive\" and \"output_config.effort\" to control"
            + " thinking behavior.",
        refusal(
                chat("eu.anthropic.claude-sonnet-5-5"),
                "{'messages':[H],'additionalModelRequestFields':{'thinking':{'type':'disabled'}}}")
            .getMessage());
  }

  @Test
  void titanTextTakesNoSystemPrompt() {
    assertEquals(
        "This model doesn't support system messages. Try again without a system message or use a"
            + " model that supports system messages.",
        refusal(
                chat("amazon.titan-text-express-v1"),
                "{'system':[{'text':'Be brief.'}],'messages':[H]}")
            .getMessage());
  }

  @Test
  void aModelPastItsEndOfLifeIsNotFound() {
    Refused refused =
        assertThrows(
            Refused.class, () -> Catalogue.invoked("us.anthropic.claude-3-5-sonnet-20240620-v1:0"));

    assertEquals(ErrorType.RESOURCE_NOT_FOUND, refused.type());
  }

  @Test
  void aModelWithoutCitationsTakesNoSearchResult() {
    String body =
        "{'messages':[{'role':'user','content':[{'searchResult':{'source':'s','title':'t',"
            + "'content':[{'text':'a'}]}},{'text':'Hi'}]}]}";

    assertEquals(ErrorType.VALIDATION, refusal(NOVA, body).type());
  }

  @Test
  void aSearchResultsCitationCannotBeSentBack() {
    String body =
        "{'messages':[H,{'role':'assistant','content':[{'citationsContent':{'content':[{'text':'a'}],"
            + "'citations':[{'title':'t','location':{'searchResultLocation':"
            + "{'searchResultIndex':0,'start':0,'end':1}}}]}}]},H]}";

    assertEquals(
        "The model returned the following errors: messages.1.content.0.citations.0.type: Field"
            + " required",
        refusal(HAIKU_5, body).getMessage());
  }

  @Test
  void aPromptBeyondTheContextIsTooLong() {
    String body =
        "{'messages':[{'role':'user','content':[{'text':'" + "a ".repeat(200_000) + "'}]}]}";

    assertEquals("Input is too long for requested model.", refusal(HAIKU_4, body).getMessage());
    check(HAIKU_5, body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':'Hi'}",
        "{'messages':[{'role':1,'content':[]}]}",
        "{'messages':[H],'inferenceConfig':{'maxTokens':'1'}}",
        "{'messages':[H],'inferenceConfig':{'maxTokens':1.5}}",
        "{'messages':[H],'additionalModelRequestFields':[]}",
        "[]",
      })
  void whatHasTheWrongTypeCannotBeRead(String body) {
    assertEquals(ErrorType.SERIALIZATION, refusal(HAIKU_5, body).type());
  }

  @Test
  void haiku45HasThinkingBudgetsAndNoAdaptiveThinking() {
    String thinking = "{'messages':[H],'additionalModelRequestFields':{'thinking':%s}}";

    check(HAIKU_4, thinking.formatted("{'type':'enabled','budget_tokens':1024}"));
    assertEquals(
        List.of(
            "The model returned the following errors: adaptive thinking is not supported on this"
                + " model",
            "The model returned the following errors: thinking.enabled.budget_tokens: Input should"
                + " be greater than or equal to 1024"),
        List.of(
            refusal(HAIKU_4, thinking.formatted("{'type':'adaptive'}")).getMessage(),
            refusal(HAIKU_4, thinking.formatted("{'type':'enabled','budget_tokens':1}"))
                .getMessage()));
  }

  private static Refused refusal(Model.Chat model, String body) {
    return assertThrows(Refused.class, () -> check(model, body));
  }

  /** Reads and checks a body with single quotes for double ones, and H for a message. */
  private static void check(Model.Chat model, String body) {
    String json = body.replace("H,", HI + ",").replace("H]", HI + "]").replace('\'', '"');
    JsonNode node = Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    ConverseRules.check(model, ConverseReader.read(node));
  }

  private static Model.Chat chat(String id) {
    return (Model.Chat) Catalogue.invoked(id).model();
  }
}
