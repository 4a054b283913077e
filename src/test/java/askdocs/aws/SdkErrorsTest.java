package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.UpstreamException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

class SdkErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, PERMANENT",
    "400, ServiceQuotaExceededException, PERMANENT",
    "400, ThrottlingException, RETRYABLE",
    "400, ProvisionedThroughputExceededException, RETRYABLE",
    "400, RequestLimitExceeded, RETRYABLE",
    "403, AccessDeniedException, PERMANENT",
    "404, ResourceNotFoundException, PERMANENT",
    "408, ModelTimeoutException, RETRYABLE",
    "429, ThrottlingException, RETRYABLE",
    "429, ModelNotReadyException, RETRYABLE",
    "500, InternalServerError, RETRYABLE",
    "502, BadGateway, RETRYABLE",
    "503, SlowDown, RETRYABLE",
    "504, GatewayTimeout, RETRYABLE",
  })
  void anAnswersStatusAndCodeSayWhetherToTryAgain(int status, String code, Kind kind) {
    AwsServiceException failure =
        AwsServiceException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();

    assertEquals(kind, SdkErrors.translate("S", failure).kind());
  }

  @Test
  void withoutAnAnswerTryingAgainMayHelp() {
    assertEquals(
        Kind.RETRYABLE, SdkErrors.translate("S", SdkClientException.create("reset")).kind());
    assertEquals(
        Kind.RETRYABLE, SdkErrors.translate("S", AbortedException.create("interrupted")).kind());
  }

  @Test
  void theMessageNamesServiceStatusAndTypeAlone() {
    AwsServiceException failure =
        AwsServiceException.builder().statusCode(403).message("arn of a secret").build();

    assertEquals(
        "The state table failed: 403 AwsServiceException",
        SdkErrors.translate("The state table", failure).getMessage());
  }
}
