package askdocs.aws;

import askdocs.ingest.Sidecar;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata file beside a document, as Bedrock Knowledge Bases define it: {@code
 * {"metadataAttributes": {NAME: VALUE}}}, a value either plain or typed.
 *
 * <table>
 *   <caption>Values</caption>
 *   <tr><td>plain</td><td>{@code "text"}, {@code 7}, {@code true}, {@code ["a", "b"]}</td></tr>
 *   <tr><td>typed</td><td>{@code {"value": {"type": "STRING", "stringValue": "text"},
 *       "includeForEmbedding": false}}; {@code NUMBER}, {@code BOOLEAN}, {@code STRING_LIST}</td></tr>
 * </table>
 *
 * <p>The reserved attribute {@code groups}, a list of strings, says who may read the document.
 * Anything that is not understood makes the whole file unusable: access fails closed.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/kb-metadata.html">Document
 *     metadata fields</a>
 */
final class SidecarJson {
  /** The largest metadata file. */
  static final int MAX_BYTES = 10 * 1024;

  private static final int MAX_ATTRIBUTES = 50;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TEXT = 1_000;
  private static final String GROUPS = "groups";
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SidecarJson() {}

  static Reading read(byte[] bytes) {
    try {
      return new Reading.Usable(sidecar(bytes));
    } catch (UnusableException e) {
      return new Reading.Unusable("The metadata file cannot be used: " + e.getMessage());
    }
  }

  /** Its message is for the document's owner. */
  private static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  private static Sidecar sidecar(byte[] bytes) throws UnusableException {
    if (bytes.length > MAX_BYTES) {
      throw new UnusableException("it has more than " + MAX_BYTES + " bytes.");
    }
    JsonNode attributes = parse(bytes).path("metadataAttributes");
    if (!attributes.isObject()) {
      throw new UnusableException("it has no object \"metadataAttributes\".");
    }
    if (attributes.size() > MAX_ATTRIBUTES) {
      throw new UnusableException("it has more than " + MAX_ATTRIBUTES + " attributes.");
    }
    Map<String, AttributeValue> values = new HashMap<>();
    Optional<Access> access = Optional.empty();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      String name = attribute.getKey();
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        throw new UnusableException("a name has 1 to " + LONGEST_NAME + " characters.");
      }
      AttributeValue value = value(name, plain(name, attribute.getValue()));
      if (name.equals(GROUPS)) {
        access = Optional.of(access(value));
      } else {
        values.put(name, value);
      }
    }
    return new Sidecar(values, access);
  }

  private static JsonNode parse(byte[] bytes) throws UnusableException {
    try {
      return STRICT.readTree(bytes);
    } catch (IOException e) {
      throw new UnusableException("it is not JSON, or names something twice.");
    }
  }

  private static JsonNode plain(String name, JsonNode given) throws UnusableException {
    if (!given.isObject()) {
      return given;
    }
    JsonNode typed = given.path("value");
    String field =
        switch (typed.path("type").asText()) {
          case "STRING" -> "stringValue";
          case "NUMBER" -> "numberValue";
          case "BOOLEAN" -> "booleanValue";
          case "STRING_LIST" -> "stringListValue";
          default -> throw new UnusableException("\"" + name + "\" has an unknown type.");
        };
    return typed.path(field);
  }

  private static AttributeValue value(String name, JsonNode plain) throws UnusableException {
    if (plain.isTextual()) {
      return new AttributeValue.Text(text(name, plain));
    }
    if (plain.isNumber() && Double.isFinite(plain.doubleValue())) {
      return new AttributeValue.Numeric(plain.doubleValue());
    }
    if (plain.isBoolean()) {
      return new AttributeValue.Flag(plain.booleanValue());
    }
    if (plain.isArray()) {
      List<String> texts = new ArrayList<>();
      for (JsonNode member : plain) {
        texts.add(text(name, member));
      }
      return new AttributeValue.Texts(texts);
    }
    throw new UnusableException(
        "\"" + name + "\" is no string, number, boolean or list of strings.");
  }

  private static String text(String name, JsonNode node) throws UnusableException {
    if (!node.isTextual() || node.textValue().length() > LONGEST_TEXT) {
      throw new UnusableException(
          "\"" + name + "\" holds what is no string of at most " + LONGEST_TEXT + " characters.");
    }
    return node.textValue();
  }

  private static Access access(AttributeValue groups) throws UnusableException {
    if (groups instanceof AttributeValue.Texts(List<String> names)
        && names.stream().noneMatch(String::isBlank)) {
      return Access.ofGroups(names);
    }
    throw new UnusableException("\"groups\" is no list of names.");
  }
}
