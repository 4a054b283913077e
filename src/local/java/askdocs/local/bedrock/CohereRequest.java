package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Cohere embedding model is asked; images are not spoken.
 *
 * <table>
 * <caption>The generations differ</caption>
 * <tr><th></th><th>v3</th><th>v4</th></tr>
 * <tr><td>a text has at most</td><td>2,048 characters, 512 tokens</td><td>128,000 tokens</td></tr>
 * <tr><td>truncate</td><td>NONE, START, END</td><td>NONE, LEFT, RIGHT</td></tr>
 * <tr><td>dimensions</td><td>1,024</td><td>256, 512, 1,024, 1,536</td></tr>
 * <tr><td>embeddings</td><td>a list, unless types are named</td><td>always by type</td></tr>
 * <tr><td>a bad request</td><td>each violation</td><td>one sentence for all</td></tr>
 * </table>
 *
 * The last two rows of v4 are as public reports have them, not as its documentation does. A text of
 * more tokens is cut where truncate says so, and else refused; one of more characters is always
 * refused.
 *
 * @param texts as far as they are read
 * @param types named, or empty
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere
 *     Embed models</a>
 */
record CohereRequest(List<String> texts, int dimensions, List<String> types) {
  private static final int MOST_TEXTS = 96;
  private static final int MOST_CHARACTERS = 2_048;
  private static final int MOST_TOKENS_3 = 512;
  private static final int MOST_TOKENS_4 = 128_000;
  private static final int DIMENSIONS_3 = 1_024;
  private static final int DIMENSIONS_4 = 1_536;

  private static final Set<String> INPUT_TYPES =
      Set.of("search_document", "search_query", "classification", "clustering");
  private static final Set<String> TYPES = Set.of("float", "int8", "uint8", "binary", "ubinary");
  private static final Set<String> MEMBERS_3 =
      Set.of("texts", "images", "input_type", "truncate", "embedding_types");
  private static final Set<String> MEMBERS_4 =
      Set.of(
          "texts",
          "images",
          "inputs",
          "input_type",
          "truncate",
          "embedding_types",
          "output_dimension",
          "max_tokens");

  CohereRequest {
    texts = List.copyOf(texts);
    types = List.copyOf(types);
  }

  static CohereRequest read(byte[] body, boolean fourth) {
    Schema schema = new Schema(body, fourth ? MEMBERS_4 : MEMBERS_3);
    for (String member : List.of("images", "inputs")) {
      if (schema.member(member).isPresent()) {
        throw Refused.notSpoken(member);
      }
    }
    List<String> texts = texts(schema, fourth);
    schema
        .required("input_type")
        .ifPresent(node -> schema.choice(node, "/input_type", INPUT_TYPES));
    Set<String> cuts = fourth ? Set.of("NONE", "LEFT", "RIGHT") : Set.of("NONE", "START", "END");
    String cut =
        schema
            .member("truncate")
            .flatMap(node -> schema.choice(node, "/truncate", cuts))
            .orElse("NONE");
    List<String> types = types(schema);
    int dimensions = fourth ? dimensions(schema) : DIMENSIONS_3;
    int most =
        fourth
            ? schema.number("max_tokens", 1, MOST_TOKENS_4).orElse(MOST_TOKENS_4)
            : MOST_TOKENS_3;
    if (fourth) {
      schema.done("Malformed request. Please check your parameter/values and try again.");
    } else {
      schema.done();
    }
    return new CohereRequest(
        texts.stream().map(text -> within(text, most, cut)).toList(), dimensions, types);
  }

  private static List<String> texts(Schema schema, boolean fourth) {
    Optional<JsonNode> list = schema.required("texts");
    List<String> texts = new ArrayList<>();
    list.map(node -> schema.list(node, "/texts", 1, MOST_TEXTS))
        .orElse(List.of())
        .forEach(node -> {
          String pointer = "/texts/" + texts.size();
          String text = schema.text(node, pointer);
          int characters = text.codePointCount(0, text.length());
          if (!fourth && characters > MOST_CHARACTERS) {
            schema.violated(
                pointer, "expected maxLength: " + MOST_CHARACTERS + ", actual: " + characters);
          }
          texts.add(text);
        });
    return texts;
  }

  private static List<String> types(Schema schema) {
    List<String> types = new ArrayList<>();
    schema
        .member("embedding_types")
        .map(node -> schema.list(node, "/embedding_types", 1, TYPES.size()))
        .orElse(List.of())
        .forEach(node ->
            schema.choice(node, "/embedding_types/" + types.size(), TYPES).ifPresent(types::add));
    return types;
  }

  private static int dimensions(Schema schema) {
    int dimensions = schema.number("output_dimension", 1, DIMENSIONS_4).orElse(DIMENSIONS_4);
    if (!Set.of(256, 512, 1_024, DIMENSIONS_4).contains(dimensions)) {
      schema.violated("/output_dimension", dimensions + " is not a valid enum value");
    }
    return dimensions;
  }

  private static String within(String text, int most, String cut) {
    int tokens = Tokens.count(text);
    if (tokens <= most) {
      return text;
    }
    return switch (cut) {
      case "END", "RIGHT" -> Tokens.first(text, most);
      case "START", "LEFT" -> text.substring(Tokens.first(text, tokens - most).length());
      default -> throw Refused.validation("Input is too long for requested model.");
    };
  }

  int tokens() {
    return texts.stream().mapToInt(Tokens::count).sum();
  }
}
