package askdocs.opensearch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.ingest.common.IngestCommonModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * One real OpenSearch node with the k-NN plugin, on loopback.
 *
 * <p>Arguments: the folder to keep its data in, and the HTTP port (0 picks a free one). Once HTTP
 * is up it prints one line, {@code READY http://127.0.0.1:PORT}; shards may still be recovering
 * then. It ends cleanly at the end of its standard input, so that it never outlives the process
 * that holds the other end, and on SIGTERM.
 *
 * <p>The node is made directly, not by OpenSearch's own bootstrap: that would want its installation
 * folder, a security agent and production limits of the operating system.
 */
public final class OpenSearchServer {
  private static final String LOOPBACK = "127.0.0.1";

  private OpenSearchServer() {}

  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("Usage: OpenSearchServer DATA_FOLDER HTTP_PORT");
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
    Path data = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    EmbeddedNode node = new EmbeddedNode(settings(data, Integer.parseInt(arguments[1])));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close the node"));
    node.start();
    System.out.println("READY http://" + LOOPBACK + ":" + node.httpPort());
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private static Settings settings(Path data, int port) {
    return Settings.builder()
        .put("path.home", data)
        .put("path.data", data.resolve("nodes"))
        .put("path.logs", data.resolve("logs"))
        .put("cluster.name", "askdocs-local")
        .put("node.name", "local")
        .put("discovery.type", "single-node")
        .put("http.type", "netty4")
        .put("http.host", LOOPBACK)
        .put("http.port", port)
        .put("transport.type", "netty4")
        .put("transport.host", LOOPBACK)
        .put("transport.port", 0)
        // A laptop's disk is often fuller than OpenSearch would like a data node's to be.
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
  }

  private static void close(EmbeddedNode node) {
    try {
      node.close();
      node.awaitClose(10, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException failure) {
      System.err.println("The node did not close cleanly: " + failure);
    } finally {
      LogManager.shutdown();
    }
  }

  /** A node whose plugins come from the class path instead of an installation's folder. */
  private static final class EmbeddedNode extends Node {
    // By its name: it is published as a package of jars, which a compiler cannot be given.
    private static final String K_NN = "org.opensearch.knn.plugin.KNNPlugin";

    EmbeddedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "local"),
          plugins(),
          true);
    }

    int httpPort() {
      return injector()
          .getInstance(HttpServerTransport.class)
          .boundAddress()
          .publishAddress()
          .getPort();
    }

    private static List<PluginInfo> plugins() {
      return List.of(
          plugin(Netty4ModulePlugin.class),
          plugin(CommonAnalysisModulePlugin.class),
          plugin(PainlessModulePlugin.class),
          plugin(ReindexModulePlugin.class),
          plugin(MapperExtrasModulePlugin.class),
          plugin(IngestCommonModulePlugin.class),
          plugin(K_NN, PainlessModulePlugin.class.getName()));
    }

    private static PluginInfo plugin(Class<? extends Plugin> type) {
      return plugin(type.getName());
    }

    private static PluginInfo plugin(String type, String... extended) {
      return new PluginInfo(
          type,
          "",
          Version.CURRENT.toString(),
          Version.CURRENT,
          "25",
          type,
          null,
          List.of(extended),
          false);
    }
  }
}
