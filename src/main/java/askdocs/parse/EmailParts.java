package askdocs.parse;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;

/** Takes from an e-mail, as it is parsed, its header, its texts and the names of the rest. */
final class EmailParts extends AbstractContentHandler {
  /** The parse cannot go on, for a reason that its owner is told. */
  static final class Unreadable extends MimeException {
    private final UnreadableException reason;

    Unreadable(UnreadableException reason) {
      super(reason);
      this.reason = reason;
    }

    UnreadableException reason() {
      return reason;
    }
  }

  /** A text as it is written in its part. */
  record Text(String content, boolean isHtml) {}

  /** The fields of the header that a reader of mail sees, in the order in which he does. */
  static final List<String> SHOWN = List.of("from", "to", "cc", "date");

  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
  private static final int MOST_ATTACHMENTS = 200;

  /** Parts within each other: of an alternative only one is taken. */
  private record Group(boolean isAlternative, List<List<Text>> members) {}

  private final ReadLimits limits;
  private final Map<String, String> header = new HashMap<>();
  private final List<String> attachments = new ArrayList<>();
  private final Deque<Group> groups = new ArrayDeque<>();
  private final List<Text> texts = new ArrayList<>();
  private boolean inPart;
  private long characters;

  EmailParts(ReadLimits limits) {
    this.limits = limits;
  }

  /** A field of the message's own header, by its name in lower case; decoded, on one line. */
  Optional<String> header(String name) {
    return Optional.ofNullable(header.get(name)).filter(value -> !value.isEmpty());
  }

  List<Text> texts() {
    return texts;
  }

  List<String> attachments() {
    return attachments;
  }

  DocumentProperties properties() {
    String language = header("content-language").orElse("");
    return new DocumentProperties(
        header("subject"),
        header("from").map(from -> from.replaceAll("\\s*<[^>]*>|\"", "").strip()),
        header("date").flatMap(EmailParts::moment),
        Optional.empty(),
        Optional.of(Locale.forLanguageTag(language)));
  }

  /** As in {@code Tue, 5 Mar 2024 10:00:00 +0100 (CET)}. */
  private static Optional<Instant> moment(String date) {
    try {
      String plain = COMMENT.matcher(date).replaceAll("").strip();
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(plain)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public void startBodyPart() {
    inPart = true;
  }

  @Override
  public void field(Field field) throws MimeException {
    if (inPart) {
      return;
    }
    String name = field.getName().toLowerCase(Locale.ROOT);
    header.putIfAbsent(name, decoded(field));
  }

  @Override
  public void startMultipart(BodyDescriptor part) throws MimeException {
    inPart = true;
    if (groups.size() >= limits.nesting()) {
      throw new Unreadable(new UnreadableException("The e-mail's parts nest too deep."));
    }
    if (part.getSubType().equalsIgnoreCase("encrypted")) {
      throw new Unreadable(UnreadableException.encrypted());
    }
    groups.push(new Group(part.getSubType().equalsIgnoreCase("alternative"), new ArrayList<>()));
  }

  @Override
  public void endMultipart() {
    Group group = groups.pop();
    if (group.isAlternative()) {
      take(chosen(group.members()));
    } else {
      take(group.members().stream().flatMap(List::stream).toList());
    }
  }

  @Override
  public void body(BodyDescriptor part, InputStream content) throws MimeException, IOException {
    Optional<String> name = fileName(part);
    String type = part.getMimeType().toLowerCase(Locale.ROOT);
    if (type.equals("application/pkcs7-mime") && groups.isEmpty()) {
      throw new Unreadable(UnreadableException.encrypted());
    }
    boolean isHtml = type.equals("text/html");
    if (!isAttached(part) && (isHtml || type.equals("text/plain"))) {
      Text text = new Text(read(part, content), isHtml);
      if (!text.content().isBlank()) {
        take(List.of(text));
      }
    } else if (name.isPresent() && attachments.size() < MOST_ATTACHMENTS) {
      attachments.add(name.get());
    }
  }

  private void take(List<Text> some) {
    if (groups.isEmpty()) {
      texts.addAll(some);
    } else if (!some.isEmpty()) {
      groups.peek().members().add(some);
    }
  }

  /** The plain text: it is the same as the page, without its furniture. */
  private static List<Text> chosen(List<List<Text>> alternatives) {
    return alternatives.stream()
        .filter(some -> some.stream().noneMatch(Text::isHtml))
        .findFirst()
        .or(() -> alternatives.stream().findFirst())
        .orElse(List.of());
  }

  private String read(BodyDescriptor part, InputStream content) throws MimeException, IOException {
    byte[] bytes = content.readNBytes(4 * limits.characters());
    characters += bytes.length;
    try {
      if (characters >= 4L * limits.characters()) {
        throw UnreadableException.tooMuchText(limits);
      }
      String text =
          TextDecoder.decode(
              bytes, Optional.ofNullable(part.getCharset()).flatMap(TextFile::charset));
      boolean flowed =
          part instanceof MaximalBodyDescriptor full
              && "flowed".equalsIgnoreCase(full.getContentTypeParameters().get("format"));
      return flowed ? joined(text) : text;
    } catch (UnreadableException e) {
      throw new Unreadable(e);
    }
  }

  /** Lines that end in a space go on in the next one (RFC 3676, section 4); "-- " does not. */
  private static String joined(String text) {
    return text.replace("\r\n", "\n").replaceAll("(?m)(?<!^--) \\n(?!>|-- ?$)", " ");
  }

  private static boolean isAttached(BodyDescriptor part) {
    return part instanceof MaximalBodyDescriptor full
        && "attachment".equalsIgnoreCase(full.getContentDispositionType());
  }

  private static Optional<String> fileName(BodyDescriptor part) {
    if (!(part instanceof MaximalBodyDescriptor full)) {
      return Optional.empty();
    }
    return Optional.ofNullable(full.getContentDispositionFilename())
        .or(() -> Optional.ofNullable(full.getContentTypeParameters().get("name")))
        .map(name -> line(DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT)))
        .filter(name -> !name.isEmpty());
  }

  /** Some write their header in UTF-8 or in an old encoding, without saying so. */
  private static String decoded(Field field) {
    byte[] raw = field.getRaw() == null ? new byte[0] : field.getRaw().toByteArray();
    String value;
    try {
      value = TextDecoder.decode(raw, Optional.empty());
      value = value.substring(value.indexOf(':') + 1);
    } catch (UnreadableException e) {
      value = field.getBody();
    }
    return line(
        DecoderUtil.decodeEncodedWords(value.replaceAll("\\r?\\n", ""), DecodeMonitor.SILENT));
  }

  private static String line(String text) {
    return CleanText.of(text).strip().replaceAll("\\s+", " ");
  }
}
