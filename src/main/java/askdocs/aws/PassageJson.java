package askdocs.aws;

import askdocs.ask.Retriever.Scored;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A passage as the index holds it; the mapping is the resource {@code passages-index.json}. */
final class PassageJson {
  /** The fields that name a passage and its words: columns of their own, cheap to read. */
  static final List<String> NAMING_FIELDS = List.of("key", "generation", "ordinal", "wordsHash");

  /** The fields that a passage is not read from. */
  static final List<String> UNREAD_FIELDS =
      List.of("vector", "context", "attributes", "textHash", "wordsHash");

  private PassageJson() {}

  /** What names it in the index: the same for the same passage, another for any other. */
  static String documentId(PassageId id) {
    return hash(id.generation() + "/" + id.ordinal() + "/" + id.key());
  }

  private static String hash(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static ObjectNode write(Embedded embedded) {
    Passage passage = embedded.passage();
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("bucket", passage.uri().bucket())
            .put("key", passage.id().key())
            .put("generation", passage.id().generation())
            .put("ordinal", passage.id().ordinal())
            .put("version", passage.version())
            .put("title", passage.title())
            .put("text", passage.text())
            .put("context", passage.context())
            .put("tableHeader", passage.tableHeader())
            .put("start", passage.location().start())
            .put("end", passage.location().end());
    passage.location().page().ifPresent(page -> node.put("page", page));
    passage.location().heading().ifPresent(heading -> node.put("heading", heading));
    passage.date().ifPresent(date -> node.put("date", date.toString()));
    ArrayNode access = node.putArray("access");
    passage.access().principals().forEach(access::add);
    node.put("textHash", textHash(passage.textInContext()));
    node.put("wordsHash", hash(passage.words()));
    ArrayNode attributes = node.putArray("attributes");
    embedded.attributes().forEach((name, value) -> attributes.add(attribute(name, value)));
    node.putRawValue("vector", EmbeddingJson.text(embedded.embedding()));
    return node;
  }

  /**
   * An attribute in the field of its type, so that a name may be a number here and a word there.
   */
  private static ObjectNode attribute(String name, AttributeValue value) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("name", name);
    switch (value) {
      case AttributeValue.Text text -> node.put("text", text.value());
      case AttributeValue.Numeric number -> node.put("number", number.value());
      case AttributeValue.Flag flag -> node.put("flag", flag.value());
      case AttributeValue.Texts texts -> {
        ArrayNode values = node.putArray("texts");
        texts.values().forEach(values::add);
      }
    }
    return node;
  }

  /** What two passages share if they are embedded alike. */
  static String textHash(String textInContext) {
    return hash(textInContext);
  }

  /** Reads what names a passage from a hit's {@code fields}, each of which is a list of values. */
  static Scored scored(JsonNode fields, double score) {
    try {
      PassageId id =
          new PassageId(
              fields.required("key").required(0).asText(),
              fields.required("generation").required(0).asLong(),
              fields.required("ordinal").required(0).asInt());
      JsonNode words = fields.path("wordsHash").path(0);
      // What was written before there was a hash is a copy of nothing.
      return new Scored(id, words.isTextual() ? words.asText() : documentId(id), score);
    } catch (IllegalArgumentException e) {
      throw new UpstreamException("The index holds a passage without a name", Kind.SENSELESS, e);
    }
  }

  /** Reads a passage from a hit's {@code _source}. */
  static Passage read(JsonNode source) {
    try {
      String key = source.required("key").asText();
      List<String> access = new ArrayList<>();
      source.required("access").forEach(principal -> access.add(principal.asText()));
      return new Passage(
          new PassageId(
              key, source.required("generation").asLong(), source.required("ordinal").asInt()),
          new DocumentUri(source.required("bucket").asText(), key),
          source.required("version").asText(),
          source.required("title").asText(),
          source.required("text").asText(),
          source.path("tableHeader").asText(),
          new Location(
              source.required("start").asInt(),
              source.required("end").asInt(),
              source.has("page") ? OptionalInt.of(source.get("page").asInt()) : OptionalInt.empty(),
              Optional.ofNullable(source.get("heading")).map(JsonNode::asText)),
          new Access(access),
          // An index made before there was such a field has passages without.
          Optional.ofNullable(source.get("date")).map(date -> LocalDate.parse(date.asText())));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new UpstreamException("The index holds a passage that makes none", Kind.SENSELESS, e);
    }
  }
}
