package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.DocumentReader.ReadOutcome.Ignored;
import askdocs.ingest.DocumentReader.ReadOutcome.Read;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that a test writes, and what the readers make of it. */
record Written(Path folder, String name) {
  ReadOutcome read(String content) throws IOException {
    return read(content.getBytes(UTF_8));
  }

  ReadOutcome read(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("file"), content);
    return new FormatsReader().read(name, Optional.empty(), file);
  }

  StructuredText text(String content) throws IOException {
    return text(content.getBytes(UTF_8));
  }

  StructuredText text(byte[] content) throws IOException {
    return switch (read(content)) {
      case Read read -> read.text();
      case Failed(String reason) -> throw new AssertionError(reason);
      case Ignored(String reason) -> throw new AssertionError(reason);
    };
  }

  /** The kinds of the blocks, the headings they stand under, and their text. */
  static List<String> blocks(StructuredText read) {
    return read.blocks().stream()
        .map(block ->
            block.kind()
                + " "
                + block.headings()
                + " "
                + read.text().substring(block.start(), block.end()))
        .toList();
  }
}
