package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.local.tools.ModelsCheck.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
  private static final Map<String, String> FINE =
      Map.of(
          "ANSWER_MODEL_ID", "eu.anthropic.claude-haiku-5-5",
          "ALLOWED_MODEL_IDS", "eu.anthropic.claude-haiku-5-5",
          "EMBEDDING_MODEL_ID", "amazon.titan-embed-text-v2:0",
          "EMBEDDING_DIMENSIONS", "1024",
          "AWS_REGION", "eu-south-2");

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    assertEquals(List.of(), check(FINE, "2026-11-22"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANSWER_MODEL_ID | anthropic.claude-haiku-5-5 | cannot be called by its bare id",
        "ANSWER_MODEL_ID | us.anthropic.claude-haiku-5-5 | cannot be called from eu-south-2: there"
            + " it is [eu, global]",
        "ANSWER_MODEL_ID | eu.meta.llama3-3-70b-instruct-v1:0 | no inference profile",
        "ANSWER_MODEL_ID | eu.anthropic.claude-haiku-9 | is not in the table",
        "ANSWER_MODEL_ID | amazon.titan-embed-text-v2:0 | is a model for embedding, not for"
            + " answering",
        "ANSWER_MODEL_ID | arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
            + "eu.anthropic.claude-haiku-5-5 | the ARN is one of us-east-1",
        "CONDENSE_MODEL_ID | amazon.titan-text-express-v1 | is past its end of life",
        "FALLBACK_MODEL_ID | eu.anthropic.claude-sonnet-4-5-20250929-v1:0 | is past its end of"
            + " life, 2026-11-30",
        "RERANK_MODEL_ID | eu.anthropic.claude-haiku-5-5 | not for reranking",
        "EMBEDDING_MODEL_ID | cohere.embed-v3 | is not in the table",
      })
  void whatBedrockWouldRefuseIsWrong(String setting, String model, String what) {
    Map<String, String> settings = new TreeMap<>(FINE);
    settings.put(setting, model);
    settings.merge("ALLOWED_MODEL_IDS", settings.get("ANSWER_MODEL_ID"), (a, b) -> a + "," + b);

    List<Finding> wrong = check(settings, "2026-12-01").stream().filter(Finding::wrong).toList();

    assertEquals(1, wrong.stream().filter(f -> f.what().contains(what)).count(), wrong::toString);
    assertEquals(setting, wrong.getFirst().setting());
  }

  @Test
  void dimensionsMustBeOnesThatTheModelMakes() {
    Map<String, String> settings = new TreeMap<>(FINE);
    settings.put("EMBEDDING_DIMENSIONS", "1536");

    assertEquals(
        List.of(
            new Finding(
                true,
                "EMBEDDING_DIMENSIONS",
                "1536 is not to be had: amazon.titan-embed-text-v2:0 makes vectors of [256, 512,"
                    + " 1024]")),
        check(settings, "2026-11-22"));
  }

  @Test
  void theAnsweringModelMustBeAllowed() {
    Map<String, String> settings = new TreeMap<>(FINE);
    settings.put("ALLOWED_MODEL_IDS", "eu.amazon.nova-lite-v1:0");

    assertEquals(
        List.of(
            new Finding(
                true,
                "ALLOWED_MODEL_IDS",
                "does not have ANSWER_MODEL_ID, eu.anthropic.claude-haiku-5-5: add it"),
            new Finding(
                false,
                "ALLOWED_MODEL_IDS",
                "eu.amazon.nova-lite-v1:0 does not cite: passages are numbered, and its marks are"
                    + " checked")),
        check(settings, "2026-11-22"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Invocation of model ID x with on-demand throughput isn’t supported. | inference profile",
        "`temperature` and `top_p` cannot both be specified for this model. | AskDocs sends"
            + " neither",
        "Malformed input request: 2 schema violations found | Each family has its own body",
        "Malformed input request: #/texts/0: expected maxLength: 2048, actual: 19882 | in parts",
        "Malformed input request: #/api_version: 1 is not greater or equal to 2 | api_version",
        "This model version has reached the end of its life. | The model is gone",
        "The provided model identifier is invalid. | another geography",
        "Too many tokens, please wait before trying again. | five times",
      })
  void wellKnownErrorsAreExplained(String message, String meaning) {
    assertTrue(KnownErrors.explain(message).getFirst().contains(meaning));
  }

  @Test
  void theCommandPrintsItsTableAndSaysHowItEnded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    List<Integer> statuses =
        List.of(
            Models.run(List.of(), Map.of(), out, out),
            Models.run(List.of("--check", "AWS_REGION=eu-west-1"), Map.of(), out, out),
            Models.run(List.of("--check"), Map.of("AWS_REGION", "us-east-1"), out, out),
            Models.run(List.of("--explain", "no", "such", "error"), Map.of(), out, out),
            Models.run(List.of("--chekc"), Map.of(), out, out));

    assertEquals(List.of(0, 1, 0, 1, 2), statuses);
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("anthropic.claude-haiku-5-5"));
  }

  private static List<Finding> check(Map<String, String> settings, String today) {
    return new ModelsCheck(ModelCatalog.read(), PublishedPrices.read(), LocalDate.parse(today))
        .check(settings);
  }
}
