package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Hint;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What goes to the queues, and comes back from that of dead letters. */
class QueuesTest {
  private static final Retrying RETRYING = new Retrying(new Random(1));

  private final SqsClient sqs = Mockito.mock(SqsClient.class);
  private final List<List<String>> batches = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  @BeforeEach
  void takeWhatIsNotABatch() {
    Mockito.when(sqs.sendMessage(Mockito.<Consumer<SendMessageRequest.Builder>>any()))
        .thenAnswer(call -> {
          SendMessageRequest.Builder request = SendMessageRequest.builder();
          call.<Consumer<SendMessageRequest.Builder>>getArgument(0).accept(request);
          calls.add("send " + request.build().queueUrl() + " " + request.build().messageBody());
          return SendMessageResponse.builder().build();
        });
    Mockito.when(sqs.deleteMessage(Mockito.<Consumer<DeleteMessageRequest.Builder>>any()))
        .thenAnswer(call -> {
          DeleteMessageRequest.Builder request = DeleteMessageRequest.builder();
          call.<Consumer<DeleteMessageRequest.Builder>>getArgument(0).accept(request);
          calls.add("delete " + request.build().queueUrl() + " " + request.build().receiptHandle());
          return DeleteMessageResponse.builder().build();
        });
  }

  @Test
  void aHintIsWrittenWithItsKeyAsItIs() {
    answerBatches(_ -> List.of());

    queue().send(List.of(new Hint("a+b ñ \"😀\".md", true)));

    assertEquals(
        List.of(
            List.of(
                "{\"askdocs\":\"hint\",\"key\":\"a+b ñ"
                    + " \\\"😀\\\".md\",\"force\":true,\"putOff\":0}")),
        batches);
  }

  @Test
  void noMoreAreSentAtATimeThanSqsTakes() {
    answerBatches(_ -> List.of());

    queue().send(IntStream.range(0, 25).mapToObj(at -> new Hint("k" + at, false)).toList());

    assertEquals(List.of(10, 10, 5), batches.stream().map(List::size).toList());
  }

  @Test
  void onlyWhatWasNotTakenIsSentAgain() {
    answerBatches(entries ->
        batches.size() > 1 ? List.of() : List.of(failure(entries.get(1), "Internal", false)));

    queue().send(List.of(new Hint("a", false), new Hint("b", false), new Hint("c", false)));

    assertEquals(List.of(List.of(body("a"), body("b"), body("c")), List.of(body("b"))), batches);
  }

  @Test
  void whatSqsWillNeverTakeIsToldAtOnce() {
    answerBatches(entries -> List.of(failure(entries.get(0), "InvalidMessageContents", true)));

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> queue().send(List.of(new Hint("a", false))));

    assertEquals(Kind.PERMANENT, failure.kind());
    assertEquals("The queue did not take 1 hints: InvalidMessageContents", failure.getMessage());
    assertEquals(1, batches.size());
  }

  @Test
  void aDeadLetterIsDeletedOnlyOnceItIsSent() {
    deadLetters(List.of(letter("1"), letter("2")), List.of(letter("3")), List.of());

    assertEquals(3, replay());
    assertEquals(
        List.of(
            "send queue body 1",
            "delete dead 1",
            "send queue body 2",
            "delete dead 2",
            "send queue body 3",
            "delete dead 3"),
        calls);
  }

  @Test
  void aDeadLetterThatCannotBeSentStaysWhereItIs() {
    deadLetters(List.of(letter("1")), List.of());
    Mockito.doThrow(SqsException.builder().statusCode(403).message("No").build())
        .when(sqs)
        .sendMessage(Mockito.<Consumer<SendMessageRequest.Builder>>any());

    assertThrows(UpstreamException.class, this::replay);
    assertEquals(List.of(), calls);
  }

  private HintQueue queue() {
    return new HintQueue(sqs, "queue", RETRYING, Clock.systemUTC());
  }

  private int replay() {
    return new DeadLetters(sqs, "dead", "queue", RETRYING, Clock.systemUTC()).replay();
  }

  private void answerBatches(
      Function<List<SendMessageBatchRequestEntry>, List<BatchResultErrorEntry>> failures) {
    Mockito.when(sqs.sendMessageBatch(Mockito.<Consumer<SendMessageBatchRequest.Builder>>any()))
        .thenAnswer(call -> {
          SendMessageBatchRequest.Builder request = SendMessageBatchRequest.builder();
          call.<Consumer<SendMessageBatchRequest.Builder>>getArgument(0).accept(request);
          List<SendMessageBatchRequestEntry> entries = request.build().entries();
          batches.add(entries.stream().map(SendMessageBatchRequestEntry::messageBody).toList());
          return SendMessageBatchResponse.builder().failed(failures.apply(entries)).build();
        });
  }

  @SafeVarargs
  private void deadLetters(List<Message>... receives) {
    ReceiveMessageResponse[] responses =
        List.of(receives).stream()
            .map(messages -> ReceiveMessageResponse.builder().messages(messages).build())
            .toArray(ReceiveMessageResponse[]::new);
    Mockito.when(sqs.receiveMessage(Mockito.<Consumer<ReceiveMessageRequest.Builder>>any()))
        .thenReturn(
            responses[0],
            List.of(responses).subList(1, responses.length).toArray(ReceiveMessageResponse[]::new));
  }

  private static Message letter(String name) {
    return Message.builder().body("body " + name).receiptHandle(name).build();
  }

  private static String body(String key) {
    return "{\"askdocs\":\"hint\",\"key\":\"" + key + "\",\"force\":false,\"putOff\":0}";
  }

  private static BatchResultErrorEntry failure(
      SendMessageBatchRequestEntry entry, String code, boolean ours) {
    return BatchResultErrorEntry.builder().id(entry.id()).code(code).senderFault(ours).build();
  }
}
