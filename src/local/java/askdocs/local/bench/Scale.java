package askdocs.local.bench;

import askdocs.ask.Question;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.ask.Searching;
import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.ConcurrentEmbedder;
import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import askdocs.local.OpenSearchNode;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.eval.BeirSet;
import askdocs.local.eval.KeptEmbeddings;
import askdocs.spend.Tabs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Our mapping and our search, with sizes and forms of vectors that change one at a time. */
final class Scale implements AutoCloseable {
  /** A server's memory and compiler, and Lucene's SIMD code: unlike the local stack's node. */
  static final List<String> NODE_FLAGS =
      List.of("-Xms2g", "-Xmx2g", "-XX:TieredStopAtLevel=4", "--add-modules=jdk.incubator.vector");

  private static final String MODEL = "amazon.titan-embed-text-v2:0";
  private static final int QUESTIONS = 100;

  /** One of so many questions is asked of all vectors too, which takes long. */
  private static final int ASKED_OF_ALL = 5;

  private static final int NEAREST = 10;
  private static final int ROUNDS = 3;
  private static final List<Integer> EFS = List.of(50, 100, 200, 400, 800);
  private static final int MADE = 1_024;
  private static final int EMBEDDED_AT_ONCE = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RealTexts texts;
  private final Path data;
  private final OpenSearchNode openSearch;
  private final NodeApi node;
  private final BedrockStandIn bedrock;
  private final PrintStream progress;
  private final Map<Integer, Vectors> vectors = new LinkedHashMap<>();

  /**
   * @param sets whose texts and questions are used
   * @param realPassages how many of their passages all others are made of
   * @param data the folder of OpenSearch's data; indices that are there already are used
   */
  Scale(List<BeirSet> sets, int realPassages, Path data, PrintStream progress) {
    this.texts = RealTexts.of(sets, realPassages, QUESTIONS);
    this.data = data;
    this.openSearch =
        OpenSearchNode.start(
            Path.of("target", "opensearch"), data.resolve("opensearch"), 0, NODE_FLAGS);
    this.node = new NodeApi(openSearch.endpoint());
    this.bedrock =
        BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(EmbeddingMode.MINILM));
    this.progress = progress;
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    System.setProperty("aws.endpointUrlBedrockRuntime", bedrock.endpoint().toString());
  }

  /** The vectors of the real texts. */
  private record Vectors(List<float[]> passages, List<float[]> questions) {}

  /** What it took to come from the size before to this. */
  private record Load(double seconds, double cpuSeconds) {}

  /** Measures a form at sizes that rise, but for those that its index has grown beyond. */
  List<ScaleFigures> of(VectorForm form, List<Integer> sizes)
      throws IOException, InterruptedException {
    Vectors real = vectors.computeIfAbsent(form.dimensions(), this::embedded);
    ManyPassages passages = new ManyPassages(form, texts.passages(), real.passages());
    ExactNeighbours exact = new ExactNeighbours(NEAREST, real.questions());
    ScaleIndex index = ScaleIndex.of(node, openSearch.endpoint(), form, texts.passages().size());
    List<ScaleFigures> figures = new ArrayList<>();
    for (int size : sizes) {
      int before = index.count();
      if (before <= size) {
        long begun = System.nanoTime();
        Duration cpu = openSearch.cpu();
        index.load(passages, sizes.contains(before) ? before : ScaleIndex.sure(before), size);
        Load load =
            new Load(
                (System.nanoTime() - begun) / 1e9, openSearch.cpu().minus(cpu).toMillis() / 1e3);
        exact.look(passages, size);
        progress.printf("%s: %,d passages after %.0f s%n", form.shown(), size, load.seconds());
        figures.add(measured(form, index, size, load, exact, real.questions()));
        ScaleFigures.print(figures, progress);
      }
    }
    return figures;
  }

  /** MiniLM's vectors, each component a mixture of all of theirs, as a dense model's are. */
  private Vectors embedded(int dimensions) {
    return new Vectors(
        made(texts.passages()).stream()
            .map(vector -> Projection.of(vector.values(), dimensions))
            .toList(),
        made(texts.questions()).stream()
            .map(vector -> Projection.of(vector.values(), dimensions))
            .toList());
  }

  private List<Embedding> made(List<String> all) {
    ConcurrentEmbedder embedder =
        new ConcurrentEmbedder(
            new BedrockEmbedder(
                new AwsClients().bedrock(),
                ModelCatalog.read(),
                new Retrying(RandomGenerator.getDefault())),
            new IndexRef("any", MODEL, MADE),
            2,
            Tabs.unlimited(PublishedPrices.read()),
            Clock.systemUTC());
    try (KeptEmbeddings kept = KeptEmbeddings.open(data.resolve("minilm"), MADE)) {
      List<String> unknown = all.stream().filter(text -> kept.of(text).isEmpty()).toList();
      for (int from = 0; from < unknown.size(); from += EMBEDDED_AT_ONCE) {
        List<String> some =
            unknown.subList(from, Math.min(from + EMBEDDED_AT_ONCE, unknown.size()));
        List<Embedding> embeddings = embedder.embed(some);
        for (int at = 0; at < some.size(); at++) {
          kept.keep(some.get(at), embeddings.get(at));
        }
      }
      return all.stream().map(text -> kept.of(text).orElseThrow()).toList();
    }
  }

  private ScaleFigures measured(
      VectorForm form,
      ScaleIndex index,
      int size,
      Load load,
      ExactNeighbours exact,
      List<float[]> questions)
      throws IOException, InterruptedException {
    Map<Integer, Double> byEf = new LinkedHashMap<>();
    double ours = 0;
    double covered = 0;
    double script = 0;
    long scriptNanos = 0;
    int scripts = 0;
    for (int at = 0; at < questions.size(); at++) {
      float[] vector = form.kept(questions.get(at));
      List<PassageId> found = nearest(index, at, vector);
      ours += exact.recall(at, found);
      covered += exact.covered(at, found);
      if (at % ASKED_OF_ALL == 0) {
        long begun = System.nanoTime();
        List<PassageId> looked = index.exact(vector, NEAREST);
        scriptNanos += System.nanoTime() - begun;
        script += exact.recall(at, looked);
        scripts++;
      }
      for (int ef : EFS) {
        byEf.merge(ef, exact.recall(at, index.approximate(vector, NEAREST, ef)), Double::sum);
      }
    }
    byEf.replaceAll((_, sum) -> sum / questions.size());
    double[] millis = latencies(form, index, questions);
    return new ScaleFigures(
        form,
        size,
        index.segments(),
        load.seconds(),
        load.cpuSeconds(),
        (double) index.bytes() / size,
        form.memoryBytes(),
        millis[millis.length / 2],
        millis[(int) (0.95 * millis.length)],
        scriptNanos / 1e6 / scripts,
        script / scripts,
        ours / questions.size(),
        covered / questions.size(),
        byEf);
  }

  /** What our search finds by meaning, nearest first. */
  private List<PassageId> nearest(ScaleIndex index, int question, float[] vector) {
    return index
        .retriever()
        .candidates(
            new Wanted(
                index.ref(),
                new Question(texts.questions().get(question)),
                Optional.of(new Embedding(vector)),
                List.of("*"),
                Optional.empty(),
                Searching.DEPTH,
                Set.of()),
            Deadline.in(PATIENCE, Clock.systemUTC()))
        .byMeaning()
        .stream()
        .map(Scored::id)
        .toList();
  }

  /** Of rounds over all questions, one at a time, but for the first, which warms up; sorted. */
  private double[] latencies(VectorForm form, ScaleIndex index, List<float[]> questions) {
    double[] millis = new double[ROUNDS * questions.size()];
    for (int round = -1; round < ROUNDS; round++) {
      for (int at = 0; at < questions.size(); at++) {
        float[] vector = form.kept(questions.get(at));
        long begun = System.nanoTime();
        nearest(index, at, vector);
        if (round >= 0) {
          millis[round * questions.size() + at] = (System.nanoTime() - begun) / 1e6;
        }
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  @Override
  public void close() {
    bedrock.close();
    node.close();
    openSearch.close();
  }
}
