package askdocs.local.eval;

import askdocs.ask.Question;
import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.BedrockReranker;
import askdocs.aws.ConcurrentEmbedder;
import askdocs.aws.ConverseGenerator;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.ModelCatalog;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.local.OpenSearchNode;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.spend.Tabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/**
 * An OpenSearch of its own, the embedding model, and the production adapters to both. Indices and
 * vectors stay in its folder, for the next run.
 */
final class Bench implements AutoCloseable {
  static final String MODEL = "amazon.titan-embed-text-v2:0";
  static final int DIMENSIONS = 1_024;

  /** Who answers, as in the template. */
  static final String ANSWERING = "us.anthropic.claude-haiku-5-5";

  /** Far more than a call takes: a busy machine must not change what is measured. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int EMBEDDED_AT_ONCE = 16;
  private static final Languages LANGUAGES = new Languages(List.of("spanish", "english"));

  private final FileChannel lock;
  private final EmbeddingChoice choice;
  private final Optional<BedrockStandIn> standIn;
  private final OpenSearchNode node;
  private final OpenSearch openSearch;
  private final BedrockRuntimeClient bedrock;
  private final KeptEmbeddings kept;
  private final Retrying retrying = new Retrying(RandomGenerator.getDefault());
  private final Clock clock = Clock.systemUTC();

  private Bench(
      FileChannel lock,
      EmbeddingChoice choice,
      Optional<BedrockStandIn> standIn,
      OpenSearchNode node,
      Path folder) {
    this.lock = lock;
    this.choice = choice;
    this.standIn = standIn;
    this.node = node;
    this.kept =
        KeptEmbeddings.open(
            folder
                .resolve("embeddings")
                .resolve("%s-%s-%d".formatted(MODEL.replace(':', '-'), choice.shown(), DIMENSIONS)),
            DIMENSIONS);
    standIn.ifPresent(bedrockOn -> {
      System.setProperty("aws.region", "us-east-1");
      System.setProperty("aws.accessKeyId", "any");
      System.setProperty("aws.secretAccessKey", "any");
      System.setProperty("aws.endpointUrlBedrockRuntime", bedrockOn.endpoint().toString());
    });
    AwsClients clients = new AwsClients();
    this.bedrock = clients.bedrock();
    this.openSearch = clients.openSearch(node.endpoint());
  }

  /**
   * Starts it.
   *
   * @param folder keeps indices and vectors
   * @param built where OpenSearch was built
   * @throws Refusal if another run uses the folder
   */
  static Bench start(EmbeddingChoice choice, Path folder, Path built) {
    FileChannel lock = lock(folder);
    OpenSearchNode node = OpenSearchNode.start(built, folder.resolve("opensearch"), 0);
    Optional<BedrockStandIn> standIn =
        choice
            .standIn()
            .map(mode -> BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(mode)));
    return new Bench(lock, choice, standIn, node, folder);
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (Optional.ofNullable(file.tryLock()).isPresent()) {
        return file;
      }
      file.close();
    } catch (OverlappingFileLockException e) {
      throw new Refusal("Another evaluation uses " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new Refusal("Another evaluation uses " + folder + ": wait until it has ended");
  }

  EmbeddingChoice choice() {
    return choice;
  }

  OpenSearchNode node() {
    return node;
  }

  HybridRetriever retriever() {
    return new HybridRetriever(openSearch, LANGUAGES, retrying);
  }

  ConverseGenerator generator() {
    return new ConverseGenerator(bedrock, ModelCatalog.read(), retrying);
  }

  BedrockReranker reranker(String model) {
    return new BedrockReranker(bedrock, ModelCatalog.read(), model, retrying);
  }

  /** The stand-in that answers; empty for Bedrock itself. */
  Optional<BedrockStandIn> standIn() {
    return standIn;
  }

  Deadline deadline() {
    return Deadline.in(PATIENCE, clock);
  }

  IndexRef index(String name) {
    return new IndexRef(name, MODEL, DIMENSIONS);
  }

  PassageIndex passages(IndexRef index) {
    return new PassageIndex(openSearch, index, LANGUAGES, retrying, clock);
  }

  /** The texts' vectors, in their order: those that are not kept are made now. */
  List<Embedding> embed(IndexRef index, List<String> texts) {
    Map<String, Embedding> known = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String text : texts) {
      kept.of("passage\n" + text)
          .ifPresentOrElse(
              embedding -> known.put(text, embedding),
              () -> {
                if (!unknown.contains(text)) {
                  unknown.add(text);
                }
              });
    }
    if (!unknown.isEmpty()) {
      List<Embedding> made =
          new ConcurrentEmbedder(
                  titan(), index, EMBEDDED_AT_ONCE, Tabs.unlimited(PublishedPrices.read()), clock)
              .embed(unknown);
      for (int at = 0; at < unknown.size(); at++) {
        kept.keep("passage\n" + unknown.get(at), made.get(at));
        known.put(unknown.get(at), made.get(at));
      }
    }
    return texts.stream().map(text -> Optional.ofNullable(known.get(text)).orElseThrow()).toList();
  }

  /** A question's vector. */
  Embedding embed(IndexRef index, Question question) {
    String name = "question\n" + question.text();
    return kept.of(name)
        .orElseGet(() -> {
          Embedding made = titan().embed(index, question, deadline()).embedding();
          kept.keep(name, made);
          return made;
        });
  }

  BedrockEmbedder titan() {
    return new BedrockEmbedder(bedrock, ModelCatalog.read(), retrying);
  }

  @Override
  public void close() {
    kept.close();
    bedrock.close();
    standIn.ifPresent(BedrockStandIn::close);
    node.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
