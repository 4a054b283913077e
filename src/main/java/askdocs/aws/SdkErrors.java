package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/**
 * What an SDK's exception means.
 *
 * <table>
 *   <caption>By the status of the answer</caption>
 *   <tr><td>no answer at all, or a time-out</td><td>retryable</td></tr>
 *   <tr><td>429 (throttled, model not ready), 408, 5xx</td><td>retryable</td></tr>
 *   <tr><td>400 that says throttled, as DynamoDB does</td><td>retryable</td></tr>
 *   <tr><td>424, the model failed with a 5xx of its own</td><td>retryable, once</td></tr>
 *   <tr><td>400 that says that the text has too many tokens or characters</td><td>too long</td></tr>
 *   <tr><td>any other 4xx</td><td>permanent</td></tr>
 * </table>
 */
final class SdkErrors {
  /** The words of Titan's and Cohere's limits; there is no type of its own for them. */
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "Too many input tokens|expected maxLength: \\d+, actual: \\d+|Input is too long");

  private SdkErrors() {}

  static UpstreamException translate(String service, SdkException failure) {
    return new UpstreamException(
        service + " failed: " + describe(failure),
        kind(failure),
        sign(failure),
        failure,
        isRefusal(failure) ? 0 : 1);
  }

  /** What was refused was not worked on, and so not billed; of all else one cannot be sure. */
  private static boolean isRefusal(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && answer.statusCode() / 100 == 4
        && answer.statusCode() != 408
        && answer.statusCode() != 424;
  }

  private static String describe(SdkException failure) {
    return failure instanceof AwsServiceException answer
        ? answer.statusCode() + " " + failure.getClass().getSimpleName()
        : failure.getClass().getSimpleName();
  }

  private static Kind kind(SdkException failure) {
    if (failure instanceof ModelErrorException model) {
      return model.originalStatusCode() != null && model.originalStatusCode() >= 500
          ? Kind.RETRYABLE
          : Kind.PERMANENT;
    }
    if (failure instanceof ModelStreamErrorException model) {
      return model.originalStatusCode() != null && model.originalStatusCode() >= 500
          ? Kind.RETRYABLE
          : Kind.PERMANENT;
    }
    if (failure instanceof AwsServiceException answer) {
      if (answer instanceof ValidationException && TOO_LONG.matcher(answer.getMessage()).find()) {
        return Kind.TOO_LONG;
      }
      int status = answer.statusCode();
      return status == 408 || status >= 500 || answer.isThrottlingException()
          ? Kind.RETRYABLE
          : Kind.PERMANENT;
    }
    return Kind.RETRYABLE;
  }

  private static Sign sign(SdkException failure) {
    if (failure instanceof ModelErrorException || failure instanceof ModelStreamErrorException) {
      return Sign.MODEL_FAILED;
    }
    if (failure instanceof AwsServiceException answer) {
      return answer.isThrottlingException() ? Sign.THROTTLED : Sign.FAILED;
    }
    return Sign.UNANSWERED;
  }
}
