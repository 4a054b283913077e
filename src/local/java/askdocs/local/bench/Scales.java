package askdocs.local.bench;

import askdocs.local.bench.VectorForm.Storage;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Size, latency and recall of the index by its vectors' form and number: section {@code scale}. */
final class Scales implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Integer> SHORT = List.of(10_000);
  private static final List<Integer> LONG = List.of(10_000, 100_000);
  private static final List<Integer> LONGEST = List.of(500_000);

  private static final int REAL_PASSAGES = 5_000;

  /** To embed them takes a second for some 60. */
  private static final int FEW_REAL_PASSAGES = 2_000;

  /** What is measured quickly: the mapping as it is. */
  private static final List<VectorForm> FEW = List.of(new VectorForm(1024, Storage.FLOAT));

  /** All forms, and what else of the mapping changes recall, where it is lowest. */
  private static final List<VectorForm> ALL =
      List.of(
          new VectorForm(1024, Storage.FLOAT),
          new VectorForm(1024, Storage.FLOAT, 16, 128),
          new VectorForm(256, Storage.FLOAT),
          new VectorForm(256, Storage.BYTE),
          new VectorForm(1024, Storage.QUANTISED),
          new VectorForm(1024, Storage.BYTE),
          new VectorForm(512, Storage.FLOAT),
          new VectorForm(512, Storage.BYTE),
          new VectorForm(512, Storage.QUANTISED),
          new VectorForm(256, Storage.QUANTISED));

  /** Loaded last of 100,000, since it takes longest. */
  private static final List<VectorForm> DENSE_GRAPH =
      List.of(new VectorForm(1024, Storage.FLOAT, 32, 256));

  /** What changes recall, where it is quickly seen. */
  private static final List<VectorForm> SMALL_GRAPHS =
      List.of(
          new VectorForm(256, Storage.FLOAT, 8, 256),
          new VectorForm(256, Storage.FLOAT, 32, 256),
          new VectorForm(256, Storage.FLOAT, 16, 128),
          new VectorForm(256, Storage.FLOAT, 16, 512));

  /** An index to be measured at sizes that rise. */
  private record Step(VectorForm form, List<Integer> sizes) {}

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    BenchWanted wanted = ground.wanted();
    List<BeirSet> sets = wanted.folders().stream().map(BeirFolder::read).toList();
    List<ScaleFigures> figures = new ArrayList<>();
    int realPassages = wanted.longer() ? REAL_PASSAGES : FEW_REAL_PASSAGES;
    Path data = wanted.keep().orElse(ground.data());
    try (Scale scale = new Scale(sets, realPassages, data, ground.progress())) {
      for (Step step : wanted.longer() ? longSteps() : steps(FEW, SHORT)) {
        figures.addAll(scale.of(step.form(), step.sizes()));
        ground.soFar().accept(json(figures));
      }
    }
    ground
        .out()
        .printf(
            "%nScale. OpenSearch with %s; MiniLM's vectors of %,d real passages, mixed, and their"
                + " noisy copies (noise %.1f of their length); real questions.%n",
            String.join(" ", Scale.NODE_FLAGS), realPassages, ManyPassages.NOISE);
    ScaleFigures.print(figures, ground.out());
    return json(figures);
  }

  /** What matters most first, since all of them take hours. */
  private static List<Step> longSteps() {
    return Stream.of(
            steps(ALL, LONG),
            steps(List.of(new VectorForm(256, Storage.BYTE)), LONGEST),
            steps(DENSE_GRAPH, LONG),
            steps(SMALL_GRAPHS, SHORT))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Step> steps(List<VectorForm> forms, List<Integer> sizes) {
    return forms.stream().map(form -> new Step(form, sizes)).toList();
  }

  private static ObjectNode json(List<ScaleFigures> figures) {
    ObjectNode json = JSON.createObjectNode();
    json.set("figures", JSON.valueToTree(figures));
    return json;
  }
}
