package askdocs.local.bench;

import askdocs.local.bench.VectorForm.Storage;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Size, latency and recall of the index by its vectors' form and number: section {@code scale}. */
final class Scales implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Integer> SHORT = List.of(10_000);
  private static final List<Integer> LONG = List.of(10_000, 100_000);
  private static final List<Integer> LONGEST = List.of(500_000);

  /** What is measured quickly: the mapping as it is, and where the forms differ most. */
  private static final List<VectorForm> FEW =
      List.of(
          new VectorForm(1024, Storage.FLOAT),
          new VectorForm(1024, Storage.QUANTISED),
          new VectorForm(256, Storage.FLOAT));

  private static final List<VectorForm> ALL =
      Stream.of(Storage.values())
          .flatMap(storage ->
              Stream.of(256, 1024, 512).map(dimensions -> new VectorForm(dimensions, storage)))
          .toList();

  /** What else of the mapping changes recall. */
  private static final List<VectorForm> GRAPHS =
      List.of(
          new VectorForm(256, Storage.FLOAT, 8, 128),
          new VectorForm(256, Storage.FLOAT, 32, 128),
          new VectorForm(256, Storage.FLOAT, 16, 32),
          new VectorForm(256, Storage.FLOAT, 16, 512));

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    BenchWanted wanted = ground.wanted();
    List<BeirSet> sets = wanted.folders().stream().map(BeirFolder::read).toList();
    List<ScaleFigures> figures = new ArrayList<>();
    try (Scale scale = new Scale(sets, wanted.keep().orElse(ground.data()), ground.progress())) {
      for (VectorForm form : wanted.longer() ? ALL : FEW) {
        figures.addAll(scale.of(form, wanted.longer() ? LONG : SHORT));
      }
      if (wanted.longer()) {
        for (VectorForm form : GRAPHS) {
          figures.addAll(scale.of(form, SHORT));
        }
        figures.addAll(scale.of(new VectorForm(256, Storage.BYTE), LONGEST));
      }
    }
    ground
        .out()
        .printf(
            "%nScale. OpenSearch with %s; MiniLM's vectors of %,d real passages, mixed, and their"
                + " noisy copies (noise %.1f of their length); real questions.%n",
            String.join(" ", Scale.NODE_FLAGS), Scale.REAL_PASSAGES, ManyPassages.NOISE);
    ScaleFigures.print(figures, ground.out());
    ObjectNode json = JSON.createObjectNode();
    json.set("figures", JSON.valueToTree(figures));
    return json;
  }
}
