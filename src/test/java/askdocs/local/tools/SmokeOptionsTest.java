package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmokeOptionsTest {
  @Test
  void onThisMachineTheCallerMayUpload() {
    assertEquals(
        new SmokeOptions(
            URI.create("http://127.0.0.1:8080/"),
            Map.of("x-local-caller", "smoke", "x-local-groups", "uploaders"),
            Optional.of(URI.create("http://127.0.0.1:9100")),
            false),
        SmokeOptions.of(List.of("http://127.0.0.1:8080", "--s3", "http://127.0.0.1:9100")));
  }

  @Test
  void deployedItHasTheCredentialsThatAreGiven() {
    assertEquals(
        new SmokeOptions(
            URI.create("https://a.execute-api.eu-west-1.amazonaws.com/v1/"),
            Map.of("x-api-key", "k:1"),
            Optional.empty(),
            false),
        SmokeOptions.of(
            List.of(
                "https://a.execute-api.eu-west-1.amazonaws.com/v1", "--header", "x-api-key: k:1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ftp://a/", "not a url", "http://a/ --header", "http://a/ --header x"})
  void whatIsNotUnderstoodIsSaid(String line) {
    List<String> arguments =
        List.of(line.strip().split(" (?=--|x)")).stream()
            .flatMap(part -> List.of(part.split(" (?=x)")).stream())
            .filter(part -> !part.isEmpty())
            .toList();

    Refusal refusal = assertThrows(Refusal.class, () -> SmokeOptions.of(arguments));

    assertTrue(refusal.getMessage().length() > 5);
  }
}
