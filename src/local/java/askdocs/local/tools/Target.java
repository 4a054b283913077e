package askdocs.local.tools;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stack that a command works on.
 *
 * @param variables the variables that ReconcileFunction has there
 */
record Target(Map<String, String> variables) {
  private static final int CONNECT_MILLIS = 2_000;
  private static final String FUNCTION = "ReconcileFunction";

  /** What the SDK reads from the environment, and the system properties that say the same. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3",
          "AWS_ENDPOINT_URL_SQS", "aws.endpointUrlSqs",
          "AWS_ENDPOINT_URL_DYNAMODB", "aws.endpointUrlDynamoDb",
          "AWS_REGION", "aws.region",
          "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
          "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey");

  Target {
    variables = Map.copyOf(variables);
  }

  /**
   * The stack that the environment names, where it does or must; else that of {@code
   * scripts/local}, on its usual ports.
   *
   * @param aws whether it must
   */
  static Target of(boolean aws, Map<String, String> environment, Path template) throws IOException {
    if (aws || environment.containsKey("STATE_TABLE")) {
      return new Target(environment);
    }
    Map<String, String> local =
        new TreeMap<>(
            LocalResources.ON_DEFAULT_PORTS.environment(
                Template.load(template).function(FUNCTION)));
    requireStack(local);
    PROPERTIES.forEach(
        (variable, property) -> System.setProperty(property, local.getOrDefault(variable, "")));
    return new Target(local);
  }

  /** A client that meets nobody would only time out. */
  private static void requireStack(Map<String, String> variables) {
    for (String name :
        new String[] {
          "AWS_ENDPOINT_URL_S3",
          "AWS_ENDPOINT_URL_SQS",
          "AWS_ENDPOINT_URL_DYNAMODB",
          "OPENSEARCH_ENDPOINT"
        }) {
      URI endpoint = URI.create(variables.getOrDefault(name, ""));
      if (!listens(endpoint)) {
        throw new Refusal(
            "Nothing listens on "
                + endpoint.getAuthority()
                + ": start the local stack with scripts/local, or name one on AWS with --aws and"
                + " the variables of ReconcileFunction");
      }
    }
  }

  private static boolean listens(URI endpoint) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
