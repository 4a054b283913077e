package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DefaultFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * An e-mail (RFC 5322, MIME): its subject as the heading, who wrote it to whom and when, its text
 * (the plain one where there are two), and the names of what is attached, which is not read.
 */
final class EmailReader implements FormatReader {
  private static final int LONGEST_HEADER = 100_000;
  private static final int MOST_HEADERS = 2_000;

  private final ReadLimits limits;

  EmailReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    EmailParts parts = new EmailParts(limits);
    MimeConfig config =
        new MimeConfig.Builder()
            .setMaxLineLen(LONGEST_HEADER)
            .setMaxHeaderLen(LONGEST_HEADER)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();
    MimeStreamParser parser =
        new MimeStreamParser(
            config,
            DecodeMonitor.SILENT,
            new DefaultBodyDescriptorBuilder(
                null, DefaultFieldParser.getParser(), DecodeMonitor.SILENT));
    parser.setContentDecoding(true);
    parser.setNoRecurse();
    parser.setContentHandler(parts);
    try (InputStream in = Files.newInputStream(source.file())) {
      parser.parse(in);
    } catch (EmailParts.Unreadable e) {
      throw e.reason();
    } catch (MimeException e) {
      throw new IOException(e);
    }
    return written(parts);
  }

  private StructuredText written(EmailParts parts) throws UnreadableException {
    BlockWriter writer = new BlockWriter(limits);
    Optional<String> subject = parts.header("subject");
    if (subject.isPresent()) {
      writer.heading(1, subject.get());
    }
    StringBuilder head = new StringBuilder();
    for (String name : EmailParts.SHOWN) {
      parts
          .header(name)
          .ifPresent(value ->
              head.append(Character.toUpperCase(name.charAt(0)))
                  .append(name.substring(1))
                  .append(": ")
                  .append(value)
                  .append('\n'));
    }
    writer.block(Kind.LIST, head.toString());
    for (EmailParts.Text text : parts.texts()) {
      if (text.isHtml()) {
        new HtmlReader(limits).write(text.content(), writer);
      } else {
        for (String paragraph : CleanText.of(text.content()).split("\n[ \\t]*\n", -1)) {
          writer.block(Kind.PROSE, paragraph);
        }
      }
    }
    if (!parts.attachments().isEmpty()) {
      writer.block(Kind.PROSE, "Attachments: " + String.join(", ", parts.attachments()));
    }
    DocumentProperties properties = parts.properties();
    return writer.finish(subject, properties.language(), properties.attributes());
  }
}
