package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @Test
  void needsNoOptions() {
    assertEquals(
        new CommandLine(Path.of(".local"), false, Ports.USUAL, LocalStack.Bedrock.STAND_IN, false),
        CommandLine.of(List.of()));
  }

  @Test
  void takesAllOptions() {
    assertEquals(
        new CommandLine(
            Path.of("data"), true, Ports.USUAL.withApi(8181), LocalStack.Bedrock.AWS, true),
        CommandLine.of(
            List.of("--fresh", "--data", "data", "--port", "8181", "--bedrock", "aws", "--help")));
  }

  @Test
  void takesFreePortsForAll() {
    Ports ports = CommandLine.of(List.of("--port", "0")).ports();
    assertEquals(
        6,
        List.of(
                ports.api(),
                ports.s3(),
                ports.sqs(),
                ports.bedrock(),
                ports.dynamodb(),
                ports.openSearch())
            .stream()
            .filter(port -> port > 1023)
            .distinct()
            .count());
  }

  @ParameterizedTest
  @CsvSource({
    "--frehs,There is no option --frehs.",
    "--port,--port needs a value. See scripts/local --help.",
    "--port=x,There is no option --port=x."
  })
  void namesWhatIsWrong(String argument, String message) {
    StartException refused =
        assertThrows(StartException.class, () -> CommandLine.of(List.of(argument)));
    assertEquals(message, refused.getMessage().lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "--port,80x,'--port takes a number from 0 to 65535, not 80x.'",
    "--port,65536,'--port takes a number from 0 to 65535, not 65536.'",
    "--bedrock,gcp,'--bedrock takes aws or stand-in, not gcp.'"
  })
  void saysWhatAValueMustBe(String option, String value, String message) {
    StartException refused =
        assertThrows(StartException.class, () -> CommandLine.of(List.of(option, value)));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void namesThePortsThatAreTakenAndWhatToDo() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String api =
          assertThrows(StartException.class, () -> free.withApi(port).requireFree()).getMessage();
      assertTrue(api.startsWith("In use on this machine: port " + port + " for the API. "), api);
      assertTrue(api.endsWith("or choose another with --port N."), api);
      Ports other =
          new Ports(
              free.api(), port, free.sqs(), free.bedrock(), free.dynamodb(), free.openSearch());
      String s3 = assertThrows(StartException.class, other::requireFree).getMessage();
      assertTrue(s3.startsWith("In use on this machine: port " + port + " for S3. "), s3);
      assertTrue(s3.endsWith("or take free ones with --free-ports."), s3);
    }
  }
}
