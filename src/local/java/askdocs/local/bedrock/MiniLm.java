package askdocs.local.bedrock;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The sentence model all-MiniLM-L6-v2, quantized: a real model of 384 dimensions, English only.
 *
 * <p>It is loaded at the first text. Texts longer than its 510 word pieces are embedded window by
 * window and averaged by length, which the library does. As many texts are embedded at once as
 * there are processors, on threads of its own, because inference would hold a virtual thread's
 * carrier. The last texts are remembered: what is reranked was often embedded a moment ago.
 */
final class MiniLm implements AutoCloseable {
  static final int DIMENSIONS = 384;

  private static final int REMEMBERED = 10_000;
  private static final Pattern ILLEGIBLE = Pattern.compile("\\p{C}");
  private static final Pattern VISIBLE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}]");

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("minilm-", 0).factory());

  private final Map<String, float[]> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
              return size() > REMEMBERED;
            }
          });

  float[] embed(String text) {
    float[] known = remembered.get(text);
    if (known == null) {
      known = embedAnew(text);
      remembered.put(text, known);
    }
    return known;
  }

  private float[] embedAnew(String text) {
    // The encoder fails on a text of which its tokenizer keeps nothing.
    String legible = ILLEGIBLE.matcher(text).replaceAll(" ");
    String kept = VISIBLE.matcher(legible).find() ? legible : ".";
    try {
      return CompletableFuture.supplyAsync(
              () -> Loaded.MODEL.embed(kept).content().vector(), threads)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("MiniLM could not embed a text", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static final class Loaded {
    static final EmbeddingModel MODEL;

    static {
      // The tokenizer's library would otherwise look for an EC2 host and report its use.
      System.setProperty("OPT_OUT_TRACKING", "true");
      MODEL = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    }
  }
}
