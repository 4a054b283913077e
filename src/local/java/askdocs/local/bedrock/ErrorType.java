package askdocs.local.bedrock;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The errors of Bedrock Runtime, with the status of each in its service model (2023-09-30) and a
 * message like the service's own.
 */
enum ErrorType {
  ACCESS_DENIED(
      "AccessDeniedException",
      403,
      "You don't have access to the model with the specified model ID."),
  VALIDATION("ValidationException", 400, "The request is not valid."),
  SERVICE_QUOTA_EXCEEDED(
      "ServiceQuotaExceededException",
      400,
      "Your request exceeds the service quota for your account."),
  CONFLICT(
      "ConflictException",
      400,
      "Error occurred because of a conflict while performing an operation."),
  RESOURCE_NOT_FOUND(
      "ResourceNotFoundException",
      404,
      "Could not resolve the foundation model from the provided model identifier."),
  MODEL_TIMEOUT(
      "ModelTimeoutException",
      408,
      "Model has timed out in processing the request. Try your request again."),
  MODEL_ERROR(
      "ModelErrorException",
      424,
      "The system encountered an unexpected error during processing. Try your request again."),
  MODEL_STREAM_ERROR(
      "ModelStreamErrorException",
      424,
      "The system encountered an unexpected error during processing. Try your request again."),
  THROTTLING("ThrottlingException", 429, "Too many requests, please wait before trying again."),
  MODEL_NOT_READY(
      "ModelNotReadyException", 429, "The model specified in the request is not ready."),
  INTERNAL_SERVER(
      "InternalServerException",
      500,
      "The system encountered an unexpected error during processing. Try your request again."),
  SERVICE_UNAVAILABLE(
      "ServiceUnavailableException", 503, "Bedrock is unable to process your request."),

  // Raised before any operation of Bedrock's: by the protocol, and by the check of signatures.
  SERIALIZATION("SerializationException", 400, "The request could not be read."),
  UNKNOWN_OPERATION("UnknownOperationException", 404, "Unknown operation."),
  MISSING_TOKEN("MissingAuthenticationTokenException", 403, "Missing Authentication Token"),
  INVALID_SIGNATURE(
      "InvalidSignatureException",
      403,
      "Credential should be scoped to correct service: 'bedrock'. ");

  private final String wireName;
  private final int status;
  private final String usualMessage;

  ErrorType(String wireName, int status, String usualMessage) {
    this.wireName = wireName;
    this.status = status;
    this.usualMessage = usualMessage;
  }

  /** The name in the header {@code x-amzn-ErrorType}. */
  String wireName() {
    return wireName;
  }

  int status() {
    return status;
  }

  String usualMessage() {
    return usualMessage;
  }

  /** The error of this wire name. */
  static ErrorType named(String wireName) {
    return find(wireName)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No error of Bedrock's is called "
                    + wireName
                    + "; there are "
                    + Arrays.stream(values())
                        .map(ErrorType::wireName)
                        .collect(Collectors.joining(", "))));
  }

  private static Optional<ErrorType> find(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
