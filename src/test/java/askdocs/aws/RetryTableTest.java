package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Question;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a call goes over the wire, by what Bedrock answers; the SDK adds no tries. */
class RetryTableTest {
  private static final String TITAN = "amazon.titan-embed-text-v2:0";
  private static final BedrockWire WIRE = new BedrockWire();

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @BeforeEach
  void forget() {
    WIRE.standIn.forgetUsage();
  }

  private static long embed() {
    return new BedrockEmbedder(WIRE.sdk, ModelCatalog.read(), BedrockWire.atOnce())
        .embed(
            new IndexRef("i", TITAN, 256),
            new Question("What is ETL?"),
            Deadline.in(Duration.ofMinutes(2), Clock.systemUTC()))
        .inputTokens();
  }

  private static void failing(String error, int originalStatus) {
    WIRE.standIn.faults(
        """
        {"failNext": [{"times": 99, "error": "%s", "originalStatusCode": %d}]}\
        """
            .formatted(error, originalStatus));
  }

  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, 0, 4, 0",
    "ModelNotReadyException, 0, 4, 0",
    "InternalServerException, 0, 4, 4",
    "ServiceUnavailableException, 0, 4, 4",
    "ModelTimeoutException, 0, 4, 4",
    "ModelErrorException, 500, 2, 2",
    "ModelErrorException, 400, 1, 1",
    "ValidationException, 0, 1, 0",
    "ServiceQuotaExceededException, 0, 1, 0",
    "AccessDeniedException, 0, 1, 0",
    "ResourceNotFoundException, 0, 1, 0",
  })
  void anErrorSaysHowOftenACallIsTriedAndMayBeBilled(
      String error, int originalStatus, int tries, int mayBeBilled) {
    failing(error, originalStatus);

    UpstreamException failure = assertThrows(UpstreamException.class, RetryTableTest::embed);

    assertEquals(tries, WIRE.standIn.usage().of(TITAN).refused());
    assertEquals(mayBeBilled, failure.unanswered());
  }

  @Test
  void aConnectionThatBreaksIsTriedAgainAndMayBeBilled() {
    WIRE.standIn.faults("{\"down\": true}");

    UpstreamException failure = assertThrows(UpstreamException.class, RetryTableTest::embed);

    assertEquals(4, failure.unanswered());
  }
}
