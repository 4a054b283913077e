package askdocs.local.bedrock;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Amazon Bedrock Runtime on loopback, for machines without an account.
 *
 * <p>It speaks InvokeModel for Titan's and Cohere's text embeddings and for the rerankers, Converse
 * and ConverseStream for Claude from 4.5 on and for models that cite nothing (Nova, Llama, Mistral,
 * Titan Text), and CountTokens, by the service model of 2023-09-30; it refuses what the service
 * refuses, in the service's words where they are known. It does not reason: embeddings are
 * deterministic and answers are quotations. Its own controls lie under {@code /_stand-in/}.
 */
public final class BedrockStandIn implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Operations operations;

  static {
    // Without it, small answers wait for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * How it starts.
   *
   * @param clock that rate limits go by
   */
  public record Options(EmbeddingMode embeddings, AnswerMode answers, InstantSource clock) {
    /** Both parts of embeddings, honest answers, the system's clock. */
    public static final Options USUAL =
        new Options(EmbeddingMode.BOTH, AnswerMode.QUOTE, InstantSource.system());

    public Options embeddings(EmbeddingMode mode) {
      return new Options(mode, answers, clock);
    }

    public Options answers(AnswerMode mode) {
      return new Options(embeddings, mode, clock);
    }

    public Options clock(InstantSource source) {
      return new Options(embeddings, answers, source);
    }
  }

  private BedrockStandIn(HttpServer server, ExecutorService threads, Operations operations) {
    this.server = server;
    this.threads = threads;
    this.operations = operations;
  }

  /** Starts on this port of 127.0.0.1, or on any free one if it is 0. */
  public static BedrockStandIn start(int port) {
    return start(port, Options.USUAL);
  }

  /**
   * Starts on this port of 127.0.0.1, or on any free one if it is 0.
   *
   * @throws UncheckedIOException naming the port if it is in use
   */
  public static BedrockStandIn start(int port, Options options) {
    HttpServer server;
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
      server = HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new UncheckedIOException(
          "Port " + port + " is in use: end what listens there, or choose another for Bedrock", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The Bedrock stand-in could not start on port " + port, e);
    }
    Operations operations = new Operations(options);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.createContext("/", new RuntimeApi(operations));
    server.createContext(ControlApi.PATH, new ControlApi(operations));
    server.setExecutor(threads);
    server.start();
    return new BedrockStandIn(server, threads, operations);
  }

  /** What AWS_ENDPOINT_URL_BEDROCK_RUNTIME has to say. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Makes things go wrong, from the next call on. */
  public void faults(Faults faults) {
    operations.faults(faults);
  }

  /** The same, as JSON: what {@code PUT /_stand-in/faults} takes. */
  public void faults(String json) {
    try {
      operations.faults(Json.MAPPER.readValue(json, Faults.class));
    } catch (IOException e) {
      throw new IllegalArgumentException("Not faults: " + e.getMessage(), e);
    }
  }

  public void answers(AnswerMode mode) {
    operations.answers(mode);
  }

  public void embeddings(EmbeddingMode mode) {
    operations.embedder().mode(mode);
  }

  /** The body of the last request that let a model answer; an empty object if there was none. */
  public String asked() {
    return operations.asked();
  }

  /** What was billed since the start, or since it was last forgotten. */
  public Usage usage() {
    return operations.ledger().usage();
  }

  /** When the text of the latest stream was sent; nothing if there was none. */
  public Optional<StreamTimes> streamed() {
    return operations.streamed();
  }

  public void forgetUsage() {
    operations.ledger().clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    operations.close();
  }
}
