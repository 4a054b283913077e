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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document's text to passages in the index: chunk, embed, write. */
public final class Passages {
  /** Passages embedded and written at a time: bounds the memory that a long document takes. */
  private static final int BATCH = 64;

  private final Chunker chunker;
  private final KnownEmbeddings known;
  private final PassageEmbedder embedder;
  private final PassageWriter writer;
  private final int batch;

  public Passages(
      Chunker chunker, KnownEmbeddings known, PassageEmbedder embedder, PassageWriter writer) {
    this(chunker, known, embedder, writer, BATCH);
  }

  /**
   * @param batch how many passages are embedded and written at a time
   */
  public Passages(
      Chunker chunker,
      KnownEmbeddings known,
      PassageEmbedder embedder,
      PassageWriter writer,
      int batch) {
    this.chunker = chunker;
    this.known = known;
    this.embedder = embedder;
    this.writer = writer;
    this.batch = batch;
  }

  /** How far the writing came. */
  sealed interface Written {
    /** To the end. */
    record Whole(Conclusion conclusion) implements Written {}

    /**
     * To where the time was up.
     *
     * @param next the ordinal of the first passage that is not written
     */
    record Part(int next) implements Written {}
  }

  /**
   * Writes the passages under the claim's generation; nobody sees them before that is committed.
   * Passages that the live version has too are not embedded again. The same text is always cut in
   * the same way, so an ordinal means the same passage to whoever goes on.
   *
   * @param first the ordinal of the first passage to write
   * @param deadline after which no more is begun; something is always done
   */
  Written index(
      DocumentRow claimed, Source source, ReadDocument document, int first, Deadline deadline) {
    About about = document.about();
    Map<String, AttributeValue> attributes = new HashMap<>(about.attributes());
    attributes.putAll(source.attributes());
    String title = about.title().orElseGet(() -> nameOf(claimed.key()));
    List<Passage> some = new ArrayList<>();
    int next = 0;
    for (TextPart part : document.parts()) {
      for (Chunk chunk : chunker.chunk(part, about.language())) {
        if (next >= first) {
          PassageId id = new PassageId(claimed.key(), claimed.claim(), next);
          some.add(passage(id, source, title, part, chunk));
        }
        next++;
        if (some.size() == batch) {
          if (isTooLate(some, first, deadline)) {
            return new Part(some.getFirst().id().ordinal());
          }
          write(some, embeddings(claimed, some), attributes);
          some.clear();
        }
      }
    }
    if (next == 0) {
      return new Whole(new Failed(source, "No text was found in the document."));
    }
    if (!some.isEmpty()) {
      if (isTooLate(some, first, deadline)) {
        return new Part(some.getFirst().id().ordinal());
      }
      write(some, embeddings(claimed, some), attributes);
    }
    return new Whole(new Indexed(source, title, next));
  }

  private static boolean isTooLate(List<Passage> some, int first, Deadline deadline) {
    return some.getFirst().id().ordinal() > first && deadline.passed();
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

  private void write(
      List<Passage> batch,
      Map<String, Embedding> embeddings,
      Map<String, AttributeValue> attributes) {
    writer.write(
        batch.stream()
            .map(passage ->
                new Embedded(
                    passage,
                    Optional.ofNullable(embeddings.get(passage.textInContext())).orElseThrow(),
                    attributes))
            .toList());
  }

  private static Passage passage(
      PassageId id, Source source, String title, TextPart part, Chunk chunk) {
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
        source.access());
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
