package askdocs.local.reading;

import askdocs.ingest.About;
import askdocs.ingest.Chunk;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.TextPart;
import askdocs.knowledge.UpstreamException;
import askdocs.parse.child.Isolation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints the text that is read from a file, to the character, or the passages cut from it. */
final class Extract {
  /** The exit status of a file that is refused, or has no text. */
  static final int REFUSED = 2;

  /** The exit status of wrong use (EX_USAGE of sysexits.h). */
  static final int USED_WRONGLY = 64;

  /** The exit status where this program, not the file, is at fault (EX_SOFTWARE). */
  static final int FAILED = 70;

  static final String USAGE =
      """
      Usage: scripts/extract FILE [--chunks]
      Prints the text that AskDocs reads from a file, exactly, in UTF-8: the offsets of citations count
      its UTF-16 code units.

        --chunks   prints the passages instead, a JSON object a line: ordinal, start, end (exclusive),
                   page, headings, tableHeader, title, text

      Exit status: 0 printed; 2 the file is refused or has no text, and standard error says why; 64
      wrong use, or there is no such file; 70 it could not be tried.
      """;

  /** The memory of the function as the template has it, in MB. */
  private static final int FUNCTION_MB = 3_008;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;
  private final PrintStream err;

  Extract(OutputStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the command and ends with its status. */
  public static void main(String[] arguments) throws IOException {
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Extract(new FileOutputStream(FileDescriptor.out), err).run(arguments));
  }

  int run(String... arguments) throws IOException {
    List<String> files = new ArrayList<>(Arrays.asList(arguments));
    if (files.remove("--help") || files.remove("-h")) {
      out.write(USAGE.getBytes(StandardCharsets.UTF_8));
      return 0;
    }
    boolean chunks = files.remove("--chunks");
    if (files.size() != 1 || files.getFirst().startsWith("--")) {
      err.print(USAGE);
      return USED_WRONGLY;
    }
    Path file = Path.of(files.getFirst());
    if (!Files.isRegularFile(file)) {
      err.println("There is no file " + file);
      return USED_WRONGLY;
    }
    try (LocalReading reading = new LocalReading(Isolation.within(FUNCTION_MB))) {
      return switch (reading.read(file)) {
        case ReadOutcome.Read(ReadDocument document) -> print(document, file, chunks);
        case ReadOutcome.Failed(String reason) -> refused("FAILED: " + reason);
        case ReadOutcome.Ignored(String reason) -> refused("IGNORED: " + reason);
      };
    } catch (UpstreamException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private int refused(String why) {
    err.println(why);
    return REFUSED;
  }

  private int print(ReadDocument document, Path file, boolean chunks) throws IOException {
    try (document;
        Writer writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16)) {
      if (chunks) {
        chunks(document, file, writer);
      } else {
        for (TextPart part : document.parts()) {
          writer.write(part.text());
        }
      }
    }
    return 0;
  }

  private static void chunks(ReadDocument document, Path file, Writer writer) throws IOException {
    About about = document.about();
    String title = about.title().orElseGet(() -> file.getFileName().toString());
    Chunker chunker = new Chunker();
    int ordinal = 0;
    for (TextPart part : document.parts()) {
      for (Chunk chunk : chunker.chunk(part, about.language())) {
        writer.write(line(ordinal++, title, part, chunk).toString());
        writer.write('\n');
      }
    }
  }

  private static ObjectNode line(int ordinal, String title, TextPart part, Chunk chunk) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("ordinal", ordinal)
            .put("start", part.start() + chunk.start())
            .put("end", part.start() + chunk.end());
    chunk.page().ifPresent(page -> line.put("page", page));
    chunk.headings().forEach(line.putArray("headings")::add);
    return line.put("tableHeader", chunk.tableHeader())
        .put("title", title)
        .put("text", part.text().substring(chunk.start(), chunk.end()));
  }
}
