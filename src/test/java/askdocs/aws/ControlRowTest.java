package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class ControlRowTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final GetItemResponse ROW =
      GetItemResponse.builder()
          .item(
              Map.of(
                  "servingIndex", AttributeValue.fromS("passages-1"),
                  "servingModel", AttributeValue.fromS("cohere.embed-v4:0"),
                  "servingDimensions", AttributeValue.fromN("512"),
                  "made", AttributeValue.fromN("1"),
                  "version", AttributeValue.fromN("1")))
          .build();

  private final DynamoDbClient dynamoDb = mock(DynamoDbClient.class);
  private final ControlRow row = new ControlRow(dynamoDb, "state", BedrockWire.atOnce(), NOW);
  private final List<Duration> limits = new ArrayList<>();

  @Test
  void eachTryMayTakeWhatTheDeadlineLeaves() {
    when(dynamoDb.getItem(anyRequest()))
        .thenAnswer(call -> {
          remember(call.getArgument(0));
          if (limits.size() < 3) {
            throw ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build();
          }
          return ROW;
        });

    assertEquals(
        Optional.of(new IndexRef("passages-1", "cohere.embed-v4:0", 512)),
        row.current(Deadline.in(Duration.ofSeconds(2), NOW)));
    assertEquals(
        List.of(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2)), limits);
  }

  @Test
  void nothingIsReadAfterTheDeadline() {
    assertThrows(UpstreamException.class, () -> row.current(Deadline.in(Duration.ZERO, NOW)));
    verify(dynamoDb, never()).getItem(anyRequest());
  }

  private void remember(Consumer<GetItemRequest.Builder> request) {
    GetItemRequest.Builder builder = GetItemRequest.builder();
    request.accept(builder);
    limits.add(
        builder.build().overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow());
  }

  private static Consumer<GetItemRequest.Builder> anyRequest() {
    return any();
  }
}
