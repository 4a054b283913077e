package askdocs.aws;

import askdocs.ingest.Fingerprint;
import askdocs.ingest.HandOver;
import askdocs.ingest.Hint;
import askdocs.ingest.Progress;
import askdocs.ingest.Work;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Our own messages in the queue that S3's events come by too.
 *
 * <table>
 *   <caption>By their member {@code askdocs}</caption>
 *   <tr><td>hint</td><td>{@code key} as it is, {@code force}, {@code putOff}</td></tr>
 *   <tr><td>hand-over</td><td>{@code index}, {@code key}, {@code force}, {@code generation}, {@code
 *       settled}, {@code live}, {@code next}, {@code putOff}, and of the fingerprint {@code etag},
 *       {@code versionId}, {@code sidecar}, {@code pipeline}</td></tr>
 * </table>
 */
public final class WorkMessages {
  private static final String KIND = "askdocs";
  private static final String HINT = "hint";
  private static final String HAND_OVER = "hand-over";

  private WorkMessages() {}

  static String write(Work work) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    switch (work) {
      case Work.OfHint(Hint hint, int putOff) ->
          node.put(KIND, HINT)
              .put("key", hint.key())
              .put("force", hint.force())
              .put("putOff", putOff);
      case Work.OfHandOver(String index, HandOver handOver, int putOff) -> {
        node.put(KIND, HAND_OVER)
            .put("index", index)
            .put("key", handOver.key())
            .put("force", handOver.force())
            .put("generation", handOver.generation())
            .put("settled", handOver.settled())
            .put("next", handOver.progress().next())
            .put("part", handOver.progress().part())
            .put("before", handOver.progress().before())
            .put("putOff", putOff)
            .put("etag", handOver.fingerprint().etag())
            .put("pipeline", handOver.fingerprint().pipeline());
        handOver.live().ifPresent(live -> node.put("live", live));
        handOver.fingerprint().versionId().ifPresent(id -> node.put("versionId", id));
        handOver.fingerprint().sidecar().ifPresent(etag -> node.put("sidecar", etag));
      }
    }
    return node.toString();
  }

  /** Whether a message is one of ours. */
  public static boolean isOurs(JsonNode message) {
    return message.path(KIND).isTextual();
  }

  /** The work of a message of ours; empty if it makes none. */
  public static Optional<Work> read(JsonNode message) {
    try {
      return switch (message.path(KIND).asText()) {
        case HINT ->
            Hint.ofObject(message.path("key").asText(), message.path("force").asBoolean())
                .map(hint -> new Work.OfHint(hint, message.path("putOff").asInt()));
        case HAND_OVER ->
            Optional.of(
                new Work.OfHandOver(
                    message.required("index").asText(),
                    handOver(message),
                    message.path("putOff").asInt()));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HandOver handOver(JsonNode message) {
    return new HandOver(
        message.required("key").asText(),
        message.required("generation").asLong(),
        message.required("settled").asLong(),
        message.has("live") ? OptionalLong.of(message.path("live").asLong()) : OptionalLong.empty(),
        new Fingerprint(
            message.required("etag").asText(),
            text(message.path("versionId")),
            text(message.path("sidecar")),
            message.required("pipeline").asText()),
        message.path("force").asBoolean(),
        new Progress(
            message.required("next").asInt(),
            message.path("part").asInt(),
            message.path("before").asInt()));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }
}
