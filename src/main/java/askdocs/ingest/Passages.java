package askdocs.ingest;

import askdocs.ingest.Conclusion.Failed;
import askdocs.ingest.Conclusion.Indexed;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document's text to passages in the index: chunk, embed, write. */
public final class Passages {
  /** Passages embedded and written at a time: bounds the memory that a long document takes. */
  private static final int BATCH = 64;

  private final Chunker chunker;
  private final PassageEmbedder embedder;
  private final PassageWriter writer;

  public Passages(Chunker chunker, PassageEmbedder embedder, PassageWriter writer) {
    this.chunker = chunker;
    this.embedder = embedder;
    this.writer = writer;
  }

  /** Writes the passages under the generation; nobody sees them before that is committed. */
  Conclusion index(
      StoredObject object,
      Fingerprint fingerprint,
      long generation,
      StructuredText text,
      Access access) {
    List<Chunk> chunks = chunker.chunk(text);
    if (chunks.isEmpty()) {
      return new Failed(object, fingerprint, access, "No text was found in the document.");
    }
    String title = text.title().orElseGet(() -> nameOf(object.uri().key()));
    for (int from = 0; from < chunks.size(); from += BATCH) {
      int to = Math.min(from + BATCH, chunks.size());
      List<Passage> batch = new ArrayList<>();
      for (int ordinal = from; ordinal < to; ordinal++) {
        PassageId id = new PassageId(object.uri().key(), generation, ordinal);
        batch.add(passage(id, object, title, text, chunks.get(ordinal), access));
      }
      write(batch);
    }
    return new Indexed(object, fingerprint, title, access, chunks.size());
  }

  private void write(List<Passage> batch) {
    List<Embedding> embeddings =
        embedder.embed(
            batch.stream().map(passage -> passage.context() + "\n\n" + passage.text()).toList());
    List<Embedded> embedded = new ArrayList<>();
    for (int index = 0; index < batch.size(); index++) {
      embedded.add(new Embedded(batch.get(index), embeddings.get(index)));
    }
    writer.write(embedded);
  }

  private static Passage passage(
      PassageId id,
      StoredObject object,
      String title,
      StructuredText text,
      Chunk chunk,
      Access access) {
    return new Passage(
        id,
        object.uri(),
        object.version(),
        title,
        text.text().substring(chunk.start(), chunk.end()),
        chunk.tableHeader(),
        new Location(chunk.start(), chunk.end(), chunk.page(), headingOf(chunk)),
        access);
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
