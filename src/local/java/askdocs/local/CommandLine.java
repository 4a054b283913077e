package askdocs.local;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code scripts/local} was asked for.
 *
 * @param data the folder of its data
 * @param fresh whether to begin with none
 * @param ports where it listens
 * @param bedrock who plays Bedrock
 * @param help whether only its usage is wanted
 */
record CommandLine(
    Path data, boolean fresh, Ports ports, LocalStack.Bedrock bedrock, boolean help) {
  static final String USAGE =
      """
      Usage: scripts/local [OPTION]...
      Runs AskDocs on this machine until Ctrl-C. All of it listens on 127.0.0.1.

        --port N        the API's port (8080); 0 is --free-ports
        --free-ports    free ports for all parts, printed at the start
        --data FOLDER   keeps data and logs there (.local)
        --fresh         starts over without the data of earlier starts
        --bedrock aws   asks Bedrock itself, with your AWS credentials; it costs money
        --help          this text

      S3 listens on 9000, SQS on 9324, Bedrock on 8090, DynamoDB on 8000, OpenSearch on 9200.
      """;

  /**
   * Reads the arguments.
   *
   * @throws StartException naming the one that is wrong
   */
  static CommandLine of(List<String> arguments) {
    CommandLine read =
        new CommandLine(Path.of(".local"), false, Ports.USUAL, LocalStack.Bedrock.STAND_IN, false);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      read =
          switch (option) {
            case "--port" -> read.on(port(value(option, rest)));
            case "--free-ports" -> read.on(0);
            case "--data" -> read.in(Path.of(value(option, rest)));
            case "--fresh" -> read.anew();
            case "--bedrock" -> read.with(bedrock(value(option, rest)));
            case "--help", "-h" -> read.helping();
            default ->
                throw new StartException("There is no option " + option + ".\n\n" + USAGE.strip());
          };
    }
    return read;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartException(option + " needs a value. See scripts/local --help.");
    }
    return rest.next();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new StartException("--port takes a number from 0 to 65535, not " + text + ".");
  }

  private static LocalStack.Bedrock bedrock(String text) {
    return switch (text) {
      case "aws" -> LocalStack.Bedrock.AWS;
      case "stand-in" -> LocalStack.Bedrock.STAND_IN;
      default -> throw new StartException("--bedrock takes aws or stand-in, not " + text + ".");
    };
  }

  private CommandLine on(int apiPort) {
    return new CommandLine(
        data, fresh, apiPort == 0 ? Ports.free() : ports.withApi(apiPort), bedrock, help);
  }

  private CommandLine in(Path folder) {
    return new CommandLine(folder, fresh, ports, bedrock, help);
  }

  private CommandLine anew() {
    return new CommandLine(data, true, ports, bedrock, help);
  }

  private CommandLine with(LocalStack.Bedrock other) {
    return new CommandLine(data, fresh, ports, other, help);
  }

  private CommandLine helping() {
    return new CommandLine(data, fresh, ports, bedrock, true);
  }
}
