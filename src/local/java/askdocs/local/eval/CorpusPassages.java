package askdocs.local.eval;

import askdocs.ingest.Chunk;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.local.eval.BeirSet.Document;
import askdocs.parse.FormatsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A collection's documents, read and cut as files of their name would be; one whose name is not
 * that of a text file is read as plain text.
 *
 * @param passages the passages, in the collection's order; a passage's key is its document's id
 * @param leftOut the documents without a passage, and why
 */
public record CorpusPassages(List<Passage> passages, Map<String, String> leftOut) {
  /** The claim under which all of them are as if written. */
  static final long GENERATION = 1;

  private static final Pattern READ_BY_NAME = Pattern.compile("(?i).*\\.(md|markdown|html?|txt)");

  /** Reads and cuts them. */
  public static CorpusPassages of(List<Document> documents, FormatsReader reader, Chunker chunker) {
    List<Passage> passages = new ArrayList<>();
    Map<String, String> leftOut = new TreeMap<>();
    try {
      Path file = Files.createTempFile("askdocs-eval-", ".txt");
      try {
        for (Document document : documents) {
          Files.writeString(file, document.text());
          switch (reader.read(named(document.id()), Optional.empty(), file)) {
            case ReadOutcome.Read read -> passages.addAll(passages(document, read.text(), chunker));
            case ReadOutcome.Failed failed -> leftOut.put(document.id(), failed.reason());
            case ReadOutcome.Ignored ignored -> leftOut.put(document.id(), ignored.reason());
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CorpusPassages(List.copyOf(passages), leftOut);
  }

  private static String named(String id) {
    return READ_BY_NAME.matcher(id).matches() ? id : id + ".txt";
  }

  private static List<Passage> passages(Document document, StructuredText read, Chunker chunker) {
    String title =
        document.title().isBlank() ? read.title().orElse(document.id()) : document.title();
    List<Passage> passages = new ArrayList<>();
    for (Chunk chunk : chunker.chunk(read)) {
      passages.add(
          new Passage(
              new PassageId(document.id(), GENERATION, passages.size()),
              new DocumentUri("eval", document.id()),
              "1",
              title,
              read.text().substring(chunk.start(), chunk.end()),
              chunk.tableHeader(),
              new Location(
                  chunk.start(),
                  chunk.end(),
                  chunk.page(),
                  chunk.headings().isEmpty()
                      ? Optional.empty()
                      : Optional.of(String.join(" › ", chunk.headings()))),
              Access.PUBLIC));
    }
    return passages;
  }
}
