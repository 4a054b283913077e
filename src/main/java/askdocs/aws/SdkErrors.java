package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;

/**
 * What an SDK's exception means.
 *
 * <table>
 *   <caption>By the status of the answer</caption>
 *   <tr><td>no answer at all, or a time-out</td><td>retryable</td></tr>
 *   <tr><td>429 (throttled, model not ready), 408, 5xx</td><td>retryable</td></tr>
 *   <tr><td>400 that says throttled, as DynamoDB does</td><td>retryable</td></tr>
 *   <tr><td>424, the model failed with a 5xx of its own</td><td>retryable</td></tr>
 *   <tr><td>any other 4xx</td><td>permanent</td></tr>
 * </table>
 */
final class SdkErrors {
  private SdkErrors() {}

  static UpstreamException translate(String service, SdkException failure) {
    return new UpstreamException(service + " failed: " + describe(failure), kind(failure), failure);
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
    if (failure instanceof AwsServiceException answer) {
      int status = answer.statusCode();
      return status == 408 || status >= 500 || answer.isThrottlingException()
          ? Kind.RETRYABLE
          : Kind.PERMANENT;
    }
    return Kind.RETRYABLE;
  }
}
