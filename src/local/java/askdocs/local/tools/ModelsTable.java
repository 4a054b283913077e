package askdocs.local.tools;

import askdocs.aws.ModelRow;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The models as a table for the terminal. */
final class ModelsTable {
  private static final List<String> HEADER =
      List.of(
          "model",
          "does",
          "cites",
          "context",
          "output",
          "vectors",
          "in $/M",
          "out $/M",
          "called by",
          "life",
          "note");

  private final List<ModelRow> rows;
  private final PriceList prices;

  ModelsTable(List<ModelRow> rows, PriceList prices) {
    this.rows = List.copyOf(rows);
    this.prices = prices;
  }

  void print(PrintStream out) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEADER);
    rows.forEach(row -> cells.add(cells(row)));
    int[] widths =
        IntStream.range(0, HEADER.size())
            .map(i -> cells.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
      }
      out.println(text.toString().stripTrailing());
    }
    out.printf(
        "Prices of %s, by a global profile or on demand; a geographic profile costs %s times that"
            + " for most.%n",
        prices.asOf(), prices.geographicFactor());
  }

  private List<String> cells(ModelRow row) {
    return List.of(
        row.id(),
        switch (row.task()) {
          case ANSWERING -> "answers";
          case EMBEDDING -> "embeds";
          case RERANKING -> "reranks";
        },
        row.task() == ModelRow.Task.ANSWERING ? row.citations() ? "yes" : "no" : "",
        count(row.contextTokens()),
        row.maxOutputTokens() == 0 ? "" : count(row.maxOutputTokens()),
        row.dimensions().stream().map(String::valueOf).collect(Collectors.joining(" ")),
        input(row),
        output(row),
        callers(row),
        life(row),
        row.note());
  }

  private static String count(int tokens) {
    return tokens % 1_000_000 == 0
        ? tokens / 1_000_000 + "M"
        : tokens >= 10_000 ? tokens / 1_000 + "K" : String.valueOf(tokens);
  }

  private String input(ModelRow row) {
    BigDecimal perThousand = prices.perThousandQueries().get(row.id());
    return perThousand == null
        ? tiers(row).stream().map(tier -> plain(tier.input())).collect(Collectors.joining("/"))
        : plain(perThousand) + " per 1,000 queries";
  }

  private String output(ModelRow row) {
    return row.maxOutputTokens() == 0
        ? ""
        : tiers(row).stream().map(tier -> plain(tier.output())).collect(Collectors.joining("/"));
  }

  private List<PriceTier> tiers(ModelRow row) {
    return prices.models().getOrDefault(row.id(), List.of());
  }

  private static String plain(BigDecimal price) {
    return price.stripTrailingZeros().toPlainString();
  }

  private static String callers(ModelRow row) {
    String profiles = String.join(" ", row.profiles());
    return row.onDemand() ? ("its id " + profiles).strip() : profiles;
  }

  private static String life(ModelRow row) {
    String status = row.status().name().toLowerCase(Locale.ROOT);
    return row.endOfLife()
        .map(end -> status + ", ends " + end)
        .or(() -> row.notRetiredBefore().map(day -> status + ", not before " + day))
        .orElse(status);
  }
}
