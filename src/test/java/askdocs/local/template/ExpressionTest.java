package askdocs.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpressionTest {
  private static final References REFERENCES =
      new References() {
        @Override
        public Optional<String> ref(String name) {
          return Optional.ofNullable(
              Map.of("Bucket", "documents", "AWS::Region", "eu-west-1").get(name));
        }

        @Override
        public Optional<String> attribute(String resource, String attribute) {
          return resource.equals("Domain") ? Optional.of("host/" + attribute) : Optional.empty();
        }
      };

  @TempDir private Path folder;

  private Template.Function function(String variables) throws IOException {
    Path file = folder.resolve("template.yaml");
    Files.writeString(
        file,
        """
        Parameters:
          Languages: {Type: CommaDelimitedList, Default: "spanish,english"}
          Dimensions: {Type: Number, Default: 1024}
          Endpoint: {Type: String, Default: ""}
        Conditions:
          Made: !Equals [!Ref Endpoint, ""]
          Given: !Not [!Condition Made]
          Both: !And [!Condition Made, !Condition Given]
          Either: !Or [!Condition Made, !Condition Given]
        Globals:
          Function:
            Runtime: java25
            MemorySize: 512
            Timeout: 5
            Environment: {Variables: {SHARED: "yes", PLAIN: shadowed}}
        Resources:
          One:
            Type: AWS::Serverless::Function
            Properties:
              Handler: example.One::handleRequest
              CodeUri: target/one/
              Timeout: 7
              Environment:
                Variables:
        %s
        """
            .formatted(variables.indent(10)));
    return Template.load(file).function("One");
  }

  @Test
  void aFunctionHasItsOwnPropertiesOverTheSharedOnes() throws IOException {
    Template.Function one = function("PLAIN: own");

    assertEquals("example.One::handleRequest", one.handler());
    assertEquals(512, one.memoryMb());
    assertEquals(Duration.ofSeconds(7), one.timeout());
    assertEquals(folder.resolve("target/one"), one.codeUri());
    assertEquals(Map.of("SHARED", "yes", "PLAIN", "own"), one.environment(REFERENCES));
  }

  @Test
  void valuesStandForWhatTheyReferTo() throws IOException {
    Template.Function one =
        function(
            """
            NUMBER: 12
            PARAMETER: !Ref Dimensions
            REF: !Ref Bucket
            ATTRIBUTE: !GetAtt Domain.Endpoint
            SUB: !Sub "https://${Domain.Endpoint}/${Bucket}/${AWS::Region}/${Dimensions}/${!Kept}"
            NAMED: !Sub ["${Own}-${Bucket}", {Own: !Ref Dimensions}]
            JOINED: !Join [";", [!Ref Bucket, b]]
            LIST: !Join [",", !Ref Languages]
            """);

    assertEquals(
        Map.of(
            "SHARED", "yes",
            "PLAIN", "shadowed",
            "NUMBER", "12",
            "PARAMETER", "1024",
            "REF", "documents",
            "ATTRIBUTE", "host/Endpoint",
            "SUB", "https://host/Endpoint/documents/eu-west-1/1024/${Kept}",
            "NAMED", "1024-documents",
            "JOINED", "documents;b",
            "LIST", "spanish,english"),
        one.environment(REFERENCES));
  }

  @Test
  void whatIsNotKnownIsNamed() throws IOException {
    Template.Function one = function("TABLE: !Ref Table");

    assertEquals(
        "Nothing is known locally for !Ref Table",
        assertThrows(IllegalArgumentException.class, () -> one.environment(REFERENCES))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> function("IF: !If [A, b, c]"));
  }

  @Test
  void aConditionChoosesUnderTheDefaults() throws IOException {
    Map<String, String> environment =
        function(
                """
                MADE: !If [Made, !Sub "https://${Domain.Endpoint}", !Ref Endpoint]
                GIVEN: !If [Given, yes, "no"]
                BOTH: !If [Both, yes, "no"]
                EITHER: !If [Either, !If [Given, a, b], c]
                """)
            .environment(REFERENCES);

    assertEquals("https://host/Endpoint", environment.get("MADE"));
    assertEquals("no", environment.get("GIVEN"));
    assertEquals("no", environment.get("BOTH"));
    assertEquals("b", environment.get("EITHER"));
  }

  @Test
  void aConditionThatIsNotThereIsNamed() {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> function("A: !If [Nope, a, b]"));

    assertEquals("There is no condition Nope", failure.getMessage());
  }
}
