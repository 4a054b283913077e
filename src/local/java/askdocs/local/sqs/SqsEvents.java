package askdocs.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * What passes between SQS and a function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">
 *     Handling errors for an SQS event source in Lambda</a>
 */
final class SqsEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SqsEvents() {}

  /** The event for a batch of messages. */
  static String of(List<Message> messages, String queueArn) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    var records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode entry = records.addObject();
      entry.put("messageId", message.messageId());
      entry.put("receiptHandle", message.receiptHandle());
      entry.put("body", message.body());
      ObjectNode attributes = entry.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      ObjectNode messageAttributes = entry.putObject("messageAttributes");
      message
          .messageAttributes()
          .forEach((name, value) -> messageAttributes.set(name, attribute(value)));
      entry.put("md5OfBody", message.md5OfBody());
      entry.put("eventSource", "aws:sqs");
      entry.put("eventSourceARN", queueArn);
      entry.put("awsRegion", queueArn.split(":")[3]);
    }
    return event.toString();
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode attribute = JsonNodeFactory.instance.objectNode();
    if (value.stringValue() != null) {
      attribute.put("stringValue", value.stringValue());
    }
    if (value.binaryValue() != null) {
      attribute.put("binaryValue", value.binaryValue().asByteArray());
    }
    attribute.putArray("stringListValues");
    attribute.putArray("binaryListValues");
    attribute.put("dataType", value.dataType());
    return attribute;
  }

  /**
   * The ids of the messages that the function reports as failed.
   *
   * @param answer what it answered
   * @param batch the ids of the messages that it was given
   * @return those that failed; nothing where the answer makes no sense, so that all have failed
   */
  static Optional<Set<String>> failures(String answer, Set<String> batch) {
    if (answer.isBlank()) {
      return Optional.of(Set.of());
    }
    JsonNode response;
    try {
      response = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    JsonNode failures = response.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return Optional.of(Set.of());
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      if (!id.isTextual() || !batch.contains(id.textValue())) {
        return Optional.empty();
      }
      ids.add(id.textValue());
    }
    return failures.isArray() ? Optional.of(Set.copyOf(ids)) : Optional.empty();
  }

  /** The ids of these messages. */
  static Set<String> ids(List<Message> messages) {
    return messages.stream().map(Message::messageId).collect(Collectors.toSet());
  }
}
