package askdocs.local;

import askdocs.ingest.Chunk;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.StructuredText;
import askdocs.parse.FormatsReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Prints the text that is read from a file, or the chunks that are cut from it. */
public final class Extract {
  private Extract() {}

  /** Takes a file and, to see its chunks, {@code --chunks}; exits with 1 when it is not read. */
  public static void main(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("Usage: extract FILE [--chunks]");
      System.exit(2);
    }
    Path file = Path.of(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (new FormatsReader().read(file.getFileName().toString(), Optional.empty(), file)) {
      case ReadOutcome.Read read when arguments.length == 2 -> chunks(read.text(), out);
      case ReadOutcome.Read read -> out.println(read.text().text());
      case ReadOutcome.Failed failed -> refuse("FAILED: " + failed.reason());
      case ReadOutcome.Ignored ignored -> refuse("IGNORED: " + ignored.reason());
    }
  }

  private static void chunks(StructuredText document, PrintStream out) {
    document.title().ifPresent(title -> out.println("title: " + title));
    for (Chunk chunk : new Chunker().chunk(document)) {
      out.printf("%n--- %d to %d", chunk.start(), chunk.end());
      chunk.page().ifPresent(page -> out.print(", page " + page));
      out.println(chunk.headings().isEmpty() ? "" : ", " + String.join(" › ", chunk.headings()));
      if (!chunk.tableHeader().isEmpty()) {
        out.println("[" + chunk.tableHeader() + "]");
      }
      out.println(document.text().substring(chunk.start(), chunk.end()));
    }
  }

  private static void refuse(String why) {
    System.err.println(why);
    System.exit(1);
  }
}
