package askdocs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ports of 127.0.0.1 that the local stack listens on. */
public record Ports(int api, int s3, int sqs, int bedrock, int dynamodb, int openSearch) {
  /** Those that the documentation names. */
  public static final Ports USUAL = new Ports(8080, 9000, 9324, 8090, 8000, 9200);

  /** Six that nobody listens on at this moment. */
  public static Ports free() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      return new Ports(
          ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, but for the API's. */
  public Ports withApi(int port) {
    return new Ports(port, s3, sqs, bedrock, dynamodb, openSearch);
  }

  /**
   * Does nothing if all of them can be listened on.
   *
   * @throws StartException naming those that cannot, what wanted them, and what to do
   */
  void requireFree() {
    Map<String, Integer> parts = new LinkedHashMap<>();
    parts.put("the API", api);
    parts.put("S3", s3);
    parts.put("SQS", sqs);
    parts.put("Bedrock", bedrock);
    parts.put("DynamoDB", dynamodb);
    parts.put("OpenSearch", openSearch);
    Map<String, Integer> taken = new LinkedHashMap<>();
    parts.forEach((part, port) -> {
      if (!LoopbackPort.isFree(port)) {
        taken.put(part, port);
      }
    });
    if (taken.isEmpty()) {
      return;
    }
    String remedy =
        taken.keySet().equals(java.util.Set.of("the API"))
            ? "choose another with --port N"
            : "take free ones with --free-ports";
    throw new StartException(
        "In use on this machine: "
            + taken.entrySet().stream()
                .map(entry -> "port " + entry.getValue() + " for " + entry.getKey())
                .collect(Collectors.joining(", "))
            + ". Is scripts/local running already? See by whom with `lsof -nP -iTCP:"
            + taken.values().iterator().next()
            + " -sTCP:LISTEN` and end it, or "
            + remedy
            + ".");
  }
}
