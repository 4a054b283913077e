package askdocs.local.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class SqsEventsTest {
  private static final Message MESSAGE =
      Message.builder()
          .messageId("m1")
          .receiptHandle("r1")
          .body("{\"Records\":[]}")
          .attributesWithStrings(Map.of("ApproximateReceiveCount", "2"))
          .messageAttributes(
              Map.of(
                  "kind",
                  MessageAttributeValue.builder().dataType("String").stringValue("hint").build()))
          .md5OfBody("d1")
          .build();

  private static final String EVENT =
      SqsEvents.of(List.of(MESSAGE), "arn:aws:sqs:us-east-1:000000000000:ingest");

  @Test
  void writesWhatLambdaHandsToTheFunction() {
    assertEquals(
        """
        {"Records":[{"messageId":"m1","receiptHandle":"r1","body":"{\\"Records\\":[]}",\
        "attributes":{"ApproximateReceiveCount":"2"},\
        "messageAttributes":{"kind":{"stringValue":"hint","stringListValues":[],\
        "binaryListValues":[],"dataType":"String"}},\
        "md5OfBody":"d1","eventSource":"aws:sqs",\
        "eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:ingest","awsRegion":"us-east-1"}]}\
        """,
        EVENT);
  }

  @Test
  void isReadByTheRuntimesOwnSerializer() {
    SQSEvent event =
        LambdaEventSerializers.serializerFor(SQSEvent.class, SQSEvent.class.getClassLoader())
            .fromJson(new ByteArrayInputStream(EVENT.getBytes(UTF_8)));
    SQSEvent.SQSMessage message = event.getRecords().getFirst();
    assertEquals(
        List.of("m1", "r1", "{\"Records\":[]}", Map.of("ApproximateReceiveCount", "2"), "d1"),
        List.of(
            message.getMessageId(),
            message.getReceiptHandle(),
            message.getBody(),
            message.getAttributes(),
            message.getMd5OfBody()));
    assertEquals("hint", message.getMessageAttributes().get("kind").getStringValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "\"done\"",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}"
      })
  void takesTheBatchForDone(String answer) {
    assertEquals(Optional.of(Set.of()), SqsEvents.failures(answer, Set.of("a", "b")));
  }

  @Test
  void keepsTheMessagesThatAreNamed() {
    assertEquals(
        Optional.of(Set.of("b")),
        SqsEvents.failures(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", Set.of("a", "b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":7}]}",
        "{\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"}]}",
        "{\"batchItemFailures\":\"a\"}"
      })
  void takesTheBatchForFailedWhenTheAnswerMakesNoSense(String answer) {
    assertEquals(Optional.empty(), SqsEvents.failures(answer, Set.of("a", "b")));
  }
}
