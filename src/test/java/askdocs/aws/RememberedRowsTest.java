package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import askdocs.ask.AnswerKey;
import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.Exchange;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Session;
import askdocs.ask.SessionId;
import askdocs.ask.Turn;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Sessions and answers come back from the spend table as they went in. */
class RememberedRowsTest {
  private static final SessionId ID = new SessionId("AAAAAAAAAAAAAAAAAAAAAA");
  private static final Instant EXPIRES = Instant.parse("2026-11-23T12:00:00Z");
  private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
  private static final Turn TURN =
      new Turn(
          new Exchange("¿Qué es ETL?", "Un proceso."),
          "passages-1",
          Set.of(new DocumentVersion("curso/etl.pdf", 7), new DocumentVersion("b", 8)));

  private final DynamoDbClient dynamoDb = mock(DynamoDbClient.class);
  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final SessionRows sessions = new SessionRows(dynamoDb, "spend", BedrockWire.atOnce());
  private final AnswerRows answers = new AnswerRows(dynamoDb, "spend", BedrockWire.atOnce());

  /** A table that keeps what is put, and knows the two conditions that are made. */
  @BeforeEach
  void keepItems() {
    when(dynamoDb.putItem(any(PutItemRequest.class)))
        .thenAnswer(call -> {
          PutItemRequest put = call.getArgument(0);
          Optional<Map<String, AttributeValue>> there =
              Optional.ofNullable(items.get(put.item().get("id").s()));
          boolean holds =
              switch (String.valueOf(put.conditionExpression())) {
                case "attribute_not_exists(id)" -> there.isEmpty();
                case "#attribute = :is" ->
                    there
                        .filter(item ->
                            item.get("version").equals(put.expressionAttributeValues().get(":is")))
                        .isPresent();
                default -> true;
              };
          if (!holds) {
            throw ConditionalCheckFailedException.builder().statusCode(400).build();
          }
          items.put(put.item().get("id").s(), put.item());
          return PutItemResponse.builder().build();
        });
    when(dynamoDb.getItem(anyRequest()))
        .thenAnswer(call -> {
          GetItemRequest.Builder builder = GetItemRequest.builder();
          call.<Consumer<GetItemRequest.Builder>>getArgument(0).accept(builder);
          GetItemRequest get = builder.build();
          assertTrue(get.consistentRead());
          return GetItemResponse.builder().item(items.get(get.key().get("id").s())).build();
        });
  }

  private static Consumer<GetItemRequest.Builder> anyRequest() {
    return any();
  }

  @Test
  void aSessionComesBackUnderItsNextVersion() {
    assertTrue(sessions.keep(new Session(ID, "ana", 0, EXPIRES, List.of(TURN)), DEADLINE));

    assertEquals(
        Optional.of(new Session(ID, "ana", 1, EXPIRES, List.of(TURN))),
        sessions.find(ID, DEADLINE));
    assertEquals(Set.of("session#" + ID.value()), items.keySet());
    assertEquals(
        Optional.empty(), sessions.find(new SessionId("BBBBBBBBBBBBBBBBBBBBBB"), DEADLINE));
  }

  @Test
  void aSessionThatHasChangedMeanwhileIsNotOverwritten() {
    Session first = new Session(ID, "ana", 0, EXPIRES, List.of(TURN));
    sessions.keep(first, DEADLINE);

    assertFalse(sessions.keep(first, DEADLINE));
    assertTrue(sessions.keep(new Session(ID, "ana", 1, EXPIRES, List.of()), DEADLINE));
    assertFalse(sessions.keep(new Session(ID, "ana", 1, EXPIRES, List.of(TURN)), DEADLINE));
    assertEquals(
        Optional.of(new Session(ID, "ana", 2, EXPIRES, List.of())), sessions.find(ID, DEADLINE));
  }

  @Test
  void whatAModelWroteComesBackWithAllItsClaims() {
    AnswerKey key = new AnswerKey("00ff");
    Kept kept =
        new Kept(
            List.of(
                new Span("Según el curso: ", List.of()),
                new Span(
                    "ETL carga «datos».",
                    List.of(
                        new Quoted(Optional.of("passage-1"), 0, 0, 2, List.of("a", "b")),
                        new Quoted(Optional.empty(), 1, 3, 4, List.of()),
                        new Marked(2)))),
            EXPIRES);
    answers.keep(key, kept, DEADLINE);

    assertEquals(Optional.of(kept), answers.find(key, DEADLINE));
    assertEquals(Set.of("answer#00ff"), items.keySet());
    assertEquals(Optional.empty(), answers.find(new AnswerKey("0100"), DEADLINE));
  }

  @Test
  void whatWasKeptAndMakesNoSenseIsAFailureOfTheStore() {
    items.put(
        "answer#00ff",
        Map.of("spans", AttributeValue.fromS("[{"), "deleteAfter", AttributeValue.fromN("1")));

    assertThrows(UpstreamException.class, () -> answers.find(new AnswerKey("00ff"), DEADLINE));
  }
}
