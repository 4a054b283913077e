package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Exchange;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Span;
import askdocs.ask.Generator.Stop;
import askdocs.ask.Prompt;
import askdocs.ask.Question;
import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** What was said before reaches the model as plain turns. */
class ConverseHistoryTest {
  private static final String MODEL = "global.anthropic.claude-haiku-5-5";

  private final BedrockRuntimeClient bedrock = Mockito.mock(BedrockRuntimeClient.class);

  private static Message message(ConversationRole role, String text) {
    return Message.builder().role(role).content(ContentBlock.fromText(text)).build();
  }

  @Test
  void earlierTurnsStandBeforeTheQuestionAsPlainText() {
    Mockito.when(bedrock.converse(Mockito.any(ConverseRequest.class)))
        .thenReturn(
            ConverseResponse.builder()
                .output(output -> output.message(message(ConversationRole.ASSISTANT, "How long?")))
                .stopReason("end_turn")
                .usage(usage -> usage.inputTokens(9).outputTokens(2).totalTokens(11))
                .build());

    Generation generation =
        new ConverseGenerator(bedrock, ModelCatalog.read(), BedrockWire.atOnce())
            .generate(
                new Prompt(
                    MODEL,
                    "Rewrite the question.",
                    List.of(),
                    new Question("And how long?"),
                    300,
                    List.of(new Exchange("What is ETL?", "A process."))),
                Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));

    assertEquals(
        new Generation(
            List.of(new Span("How long?", List.of())),
            Stop.FINISHED,
            new ModelUsage(MODEL, 9, 2, 0, 0)),
        generation);
    ArgumentCaptor<ConverseRequest> sent = ArgumentCaptor.forClass(ConverseRequest.class);
    Mockito.verify(bedrock).converse(sent.capture());
    assertEquals(
        List.of(
            message(ConversationRole.USER, "What is ETL?"),
            message(ConversationRole.ASSISTANT, "A process."),
            message(ConversationRole.USER, "And how long?")),
        sent.getValue().messages());
  }
}
