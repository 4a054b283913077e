package askdocs.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDB Local on loopback, all callers and regions sharing one database.
 *
 * <p>Arguments: the HTTP port (0 picks a free one), and the folder to keep its data in; without one
 * it keeps them in memory. Once HTTP is up it prints one line, {@code READY http://127.0.0.1:PORT}.
 * It ends cleanly at the end of its standard input, so that it never outlives the process that
 * holds the other end, and on SIGTERM.
 *
 * <p>Its own command line would listen on all interfaces and set up telemetry, which leaves a file
 * in the working folder even when it is off. So its handler is put into a server made here.
 */
public final class DynamoDbServer {
  private static final String LOOPBACK = "127.0.0.1";

  // Held, or its level would go with it: it logs each opened database as a warning.
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private DynamoDbServer() {}

  public static void main(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("Usage: DynamoDbServer HTTP_PORT [DATA_FOLDER]");
      System.exit(2);
    }
    try {
      serve(arguments);
      System.exit(0);
    } catch (Throwable failure) {
      // What it had started by then would keep the JVM alive.
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private static void serve(String[] arguments) throws Exception {
    SQLITE.setLevel(Level.SEVERE);
    boolean inMemory = arguments.length == 1;
    String folder =
        inMemory ? null : Files.createDirectories(Path.of(arguments[1])).toRealPath().toString();
    int port = Integer.parseInt(arguments[0]);
    LocalDynamoDBServerHandler handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, inMemory, folder, true, false), null);

    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, handler), "close"));
    server.start();
    System.out.println("READY http://" + LOOPBACK + ":" + connector.getLocalPort());
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static void close(Server server, LocalDynamoDBServerHandler handler) {
    try {
      server.stop();
      handler.close();
    } catch (Exception failure) {
      System.err.println("DynamoDB Local did not close cleanly: " + failure);
    }
  }
}
