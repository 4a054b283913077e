package askdocs.local.eval;

import askdocs.aws.PassageIndex;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/** Puts a collection's passages into an index, unless a run before has done it. */
final class SetIndex {
  private static final int BATCH = 256;
  private static final int WRITTEN_AT_ONCE = 4;

  private final Bench bench;
  private final PlainSearch search;
  private final PrintStream progress;

  SetIndex(Bench bench, PlainSearch search, PrintStream progress) {
    this.bench = bench;
    this.search = search;
    this.progress = progress;
  }

  /** The index that holds just these passages. */
  IndexRef holding(String set, List<Passage> passages) {
    String family =
        "eval-"
            + set.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
            + "-"
            + bench.choice().shown();
    IndexRef index = bench.index(family + "-" + fingerprint(passages));
    if (search.count(index.name()) == passages.size()) {
      return index;
    }
    for (String stale : search.indices(family + "-*")) {
      bench.passages(bench.index(stale)).drop();
    }
    PassageIndex writer = bench.passages(index);
    writer.create();
    write(set, index, writer, passages);
    return index;
  }

  private void write(String set, IndexRef index, PassageIndex writer, List<Passage> passages) {
    List<List<Passage>> batches = new ArrayList<>();
    for (int from = 0; from < passages.size(); from += BATCH) {
      batches.add(passages.subList(from, Math.min(from + BATCH, passages.size())));
    }
    int[] done = {0};
    batches.stream()
        .map(batch -> embedded(index, batch))
        .gather(
            Gatherers.mapConcurrent(
                WRITTEN_AT_ONCE,
                batch -> {
                  writer.write(batch, true);
                  return batch.size();
                }))
        .forEach(written -> {
          int tenths = 10 * done[0] / passages.size();
          done[0] += written;
          if (10 * done[0] / passages.size() > tenths) {
            progress.printf("%s: %,d of %,d passages indexed%n", set, done[0], passages.size());
          }
        });
  }

  private List<Embedded> embedded(IndexRef index, List<Passage> batch) {
    List<Embedding> embeddings =
        bench.embed(index, batch.stream().map(Passage::textInContext).toList());
    List<Embedded> embedded = new ArrayList<>();
    for (int at = 0; at < batch.size(); at++) {
      embedded.add(new Embedded(batch.get(at), embeddings.get(at), Map.of()));
    }
    return embedded;
  }

  /** Changes with the passages, and with the mapping and the code that make an index of them. */
  private static String fingerprint(List<Passage> passages) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String resource :
          List.of(
              "/askdocs/passages-index.json",
              "/askdocs/aws/PassageIndex.class",
              "/askdocs/aws/PassageJson.class")) {
        digest.update(bytes(resource));
      }
      for (Passage passage : passages) {
        digest.update(
            (passage.id() + "\n" + passage.textInContext() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in =
        Optional.ofNullable(SetIndex.class.getResourceAsStream(resource)).orElseThrow()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
