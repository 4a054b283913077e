package askdocs.local.cost;

import askdocs.ingest.Chunk;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.TextPart;
import askdocs.local.reading.LocalReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads and cuts the files of a folder, as the function does. */
final class CorpusReading {
  private static final String SIDECAR = ".metadata.json";

  private final LocalReading reading;
  private final Chunker chunker = new Chunker();

  CorpusReading(LocalReading reading) {
    this.reading = reading;
  }

  Corpus read(Path folder) throws IOException {
    Corpus corpus = Corpus.EMPTY;
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(SIDECAR))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      corpus = with(corpus, folder, file);
    }
    return corpus;
  }

  private Corpus with(Corpus corpus, Path folder, Path file) throws IOException {
    String name = folder.relativize(file).toString();
    return switch (reading.read(file)) {
      case ReadOutcome.Read(ReadDocument document) -> with(corpus, document, file);
      case ReadOutcome.Failed(String reason) -> corpus.without(name, "FAILED: " + reason);
      case ReadOutcome.Ignored(String reason) -> corpus.without(name, "IGNORED: " + reason);
    };
  }

  private Corpus with(Corpus corpus, ReadDocument document, Path file) throws IOException {
    try (document) {
      String title = document.about().title().orElseGet(() -> file.getFileName().toString());
      long passages = 0;
      long tokens = 0;
      for (TextPart part : document.parts()) {
        for (Chunk chunk : chunker.chunk(part, document.about().language())) {
          passages++;
          tokens += RoughTokens.embedded(inContext(title, part, chunk));
        }
      }
      return corpus.and(Files.size(file), passages, tokens);
    }
  }

  private static String inContext(String title, TextPart part, Chunk chunk) {
    return title
        + "\n"
        + String.join(" › ", chunk.headings())
        + "\n"
        + chunk.tableHeader()
        + "\n\n"
        + part.text().substring(chunk.start(), chunk.end());
  }
}
