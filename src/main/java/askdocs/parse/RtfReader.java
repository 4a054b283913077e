package askdocs.parse;

import askdocs.ingest.StructuredText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** A Rich Text file: headings by their styles, lists, tables; Tika's reader keeps none of them. */
final class RtfReader implements FormatReader {
  private final ReadLimits limits;

  RtfReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(source.file()))) {
      BlockWriter writer = new BlockWriter(limits);
      RtfText text = new RtfText(new RtfTokens(stream), writer);
      text.read();
      DocumentProperties properties = text.properties();
      return writer.finish(
          properties.title().or(writer::firstHeading),
          properties.language(),
          properties.attributes());
    }
  }
}
