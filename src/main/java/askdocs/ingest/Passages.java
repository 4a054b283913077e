package askdocs.ingest;

import askdocs.ingest.Conclusion.Failed;
import askdocs.ingest.Conclusion.Indexed;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.ingest.Passages.Written.Part;
import askdocs.ingest.Passages.Written.Whole;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.spend.BudgetExhaustedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * A document's text to passages in the index: chunk, embed, write, some at a time; while some are
 * written, the next are embedded.
 */
public final class Passages {
  /** Passages embedded and written at a time: bounds the memory that a long document takes. */
  private static final int BATCH = 64;

  private final Chunker chunker;
  private final KnownEmbeddings known;
  private final PassageEmbedder embedder;
  private final PassageWriter writer;
  private final int batch;
  private final Executor aside;

  /**
   * @param aside runs the writes
   */
  public Passages(
      Chunker chunker,
      KnownEmbeddings known,
      PassageEmbedder embedder,
      PassageWriter writer,
      Executor aside) {
    this(chunker, known, embedder, writer, BATCH, aside);
  }

  /**
   * @param batch how many passages are embedded and written at a time
   * @param aside runs the writes
   */
  public Passages(
      Chunker chunker,
      KnownEmbeddings known,
      PassageEmbedder embedder,
      PassageWriter writer,
      int batch,
      Executor aside) {
    this.chunker = chunker;
    this.known = known;
    this.embedder = embedder;
    this.writer = writer;
    this.batch = batch;
    this.aside = aside;
  }

  /** How far the writing came. */
  sealed interface Written {
    /** To the end. */
    record Whole(Conclusion conclusion) implements Written {}

    /**
     * To where the time was up, or the budget.
     *
     * @param progress how far that is
     */
    record Part(Progress progress) implements Written {}
  }

  /**
   * Writes the passages under the claim's generation; nobody sees them before that is committed.
   * Passages that the live version has too are not embedded again. The same text is always cut in
   * the same way, so an ordinal means the same passage to whoever goes on.
   *
   * @param progress what is written already
   * @param deadline after which no more is begun; something is always done
   * @throws BudgetExhaustedException if there is no money for the first of them
   */
  Written index(
      DocumentRow claimed,
      Source source,
      ReadDocument document,
      Progress progress,
      Deadline deadline) {
    About about = document.about();
    Map<String, AttributeValue> attributes = new HashMap<>(about.attributes());
    attributes.putAll(source.attributes());
    String title = about.title().orElseGet(() -> nameOf(claimed.key()));
    Optional<LocalDate> date = DocumentDate.of(about, source.object());
    int part = 0;
    int before = progress.before();
    // Held back until it is known whether more come: a search is waited for but once.
    List<Embedded> held = List.of();
    for (TextPart text : document.parts()) {
      if (part >= progress.part()) {
        List<Chunk> chunks = chunker.chunk(text, about.language());
        int first = Math.max(0, progress.next() - before);
        for (int from = first; from < chunks.size(); from += batch) {
          CompletableFuture<Void> writing = write(held);
          try {
            if (before + from > progress.next() && deadline.passed()) {
              return new Part(new Progress(before + from, part, before));
            }
            List<Passage> some = new ArrayList<>();
            for (int at = from; at < Math.min(from + batch, chunks.size()); at++) {
              PassageId id = new PassageId(claimed.key(), claimed.claim(), before + at);
              some.add(passage(id, source, title, date, text, chunks.get(at)));
            }
            held = embedded(some, embeddings(claimed, some), attributes);
          } catch (BudgetExhaustedException e) {
            if (before + from > progress.next()) {
              // What was paid for is not lost: another run goes on when there is money again.
              return new Part(new Progress(before + from, part, before));
            }
            throw e;
          } finally {
            await(writing);
          }
        }
        before += chunks.size();
      }
      part++;
    }
    if (!held.isEmpty()) {
      writer.write(held, true);
    }
    return before == 0
        ? new Whole(new Failed(source, "No text was found in the document."))
        : new Whole(new Indexed(source, title, before));
  }

  /** Begins to write what there is, so that the next passages are embedded meanwhile. */
  private CompletableFuture<Void> write(List<Embedded> passages) {
    if (passages.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> writer.write(passages, false), aside);
    if (writing.isDone()) {
      // Nothing is embedded, and paid for, behind a write that has failed already.
      await(writing);
    }
    return writing;
  }

  /** A write that outlived its run might come behind the sweep: so each is waited for. */
  private static void await(CompletableFuture<Void> writing) {
    try {
      writing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException failed ? failed : e;
    }
  }

  private Map<String, Embedding> embeddings(DocumentRow claimed, List<Passage> batch) {
    List<String> texts = batch.stream().map(Passage::textInContext).distinct().toList();
    Map<String, Embedding> embeddings = new HashMap<>();
    claimed.live().ifPresent(live -> embeddings.putAll(known.of(claimed.key(), live, texts)));
    List<String> unknown = texts.stream().filter(text -> !embeddings.containsKey(text)).toList();
    List<Embedding> made = unknown.isEmpty() ? List.of() : embedder.embed(unknown);
    for (int index = 0; index < unknown.size(); index++) {
      embeddings.put(unknown.get(index), made.get(index));
    }
    return embeddings;
  }

  private static List<Embedded> embedded(
      List<Passage> batch,
      Map<String, Embedding> embeddings,
      Map<String, AttributeValue> attributes) {
    return batch.stream()
        .map(passage ->
            new Embedded(
                passage,
                Optional.ofNullable(embeddings.get(passage.textInContext())).orElseThrow(),
                attributes))
        .toList();
  }

  private static Passage passage(
      PassageId id,
      Source source,
      String title,
      Optional<LocalDate> date,
      TextPart part,
      Chunk chunk) {
    return new Passage(
        id,
        source.object().uri(),
        source.object().version(),
        title,
        part.text().substring(chunk.start(), chunk.end()),
        chunk.tableHeader(),
        new Location(
            part.start() + chunk.start(),
            part.start() + chunk.end(),
            chunk.page(),
            headingOf(chunk)),
        source.access(),
        date);
  }

  private static Optional<String> headingOf(Chunk chunk) {
    return chunk.headings().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" › ", chunk.headings()));
  }

  private static String nameOf(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
