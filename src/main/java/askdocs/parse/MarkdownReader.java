package askdocs.parse;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown (CommonMark with GitHub's tables). The text is the file's own, so that offsets in it
 * hold in the file; what a reader of the rendered page does not see (front matter, comments,
 * scripts, link definitions, the tags of HTML blocks, pictures written as data) is blanked out, a
 * space for each character.
 */
final class MarkdownReader implements FormatReader {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---[ \\t]*\\n((?:.*\\n){0,500}?)(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)");

  private static final Pattern HTML_TITLE = Pattern.compile("(?is)<h1\\b[^>]*>(.*?)</h1\\s*>");

  private final ReadLimits limits;

  MarkdownReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    return read(TextFile.read(source, limits));
  }

  StructuredText read(String raw) {
    DocumentProperties properties = DocumentProperties.NONE;
    Blanked text = new Blanked(raw);
    Matcher front = FRONT_MATTER.matcher(raw);
    if (front.find()) {
      properties = FrontMatter.of(front.group(1));
      text.blank(front.start(), front.end());
    }
    text.blankDataUris();
    Node document = parser().parse(text.toString());
    Optional<String> heading = title(document);
    text.blankHidden(document);
    List<Block> blocks = blocks(document, text);
    text.blankOutside(blocks);
    return new StructuredText(
        text.toString(),
        properties.title().or(() -> heading),
        properties.language(),
        blocks,
        properties.attributes());
  }

  private Parser parser() {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
        .maxOpenBlockParsers(limits.nesting())
        .build();
  }

  /** The first heading of the first level, written in Markdown or in HTML; else the first one. */
  private static Optional<String> title(Node document) {
    Optional<String> other = Optional.empty();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        String words = PlainWords.of(heading);
        if (heading.getLevel() == 1 && !words.isEmpty()) {
          return Optional.of(words);
        }
        other = other.isPresent() || words.isEmpty() ? other : Optional.of(words);
      } else if (node instanceof HtmlBlock html) {
        Matcher matcher = HTML_TITLE.matcher(html.getLiteral());
        if (matcher.find()) {
          String words =
              matcher.group(1).replaceAll("<[^>]*>", " ").strip().replaceAll("\\s+", " ");
          if (!words.isEmpty()) {
            return Optional.of(words);
          }
        }
      }
    }
    return other;
  }

  private static List<Block> blocks(Node document, Blanked text) {
    List<Block> blocks = new ArrayList<>();
    HeadingPath headings = new HeadingPath();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      Optional<Kind> kind = kind(node);
      List<SourceSpan> spans = node.getSourceSpans();
      if (kind.isEmpty() || spans.isEmpty()) {
        continue;
      }
      int start = text.firstInk(spans.getFirst().getInputIndex());
      SourceSpan last = spans.getLast();
      int end = text.lastInk(start, last.getInputIndex() + last.getLength());
      if (end <= start) {
        continue;
      }
      if (node instanceof Heading heading) {
        String words = PlainWords.of(heading);
        if (words.isEmpty()) {
          continue;
        }
        headings.open(heading.getLevel(), words);
      }
      String header =
          node instanceof TableBlock
              ? text.toString(
                      start, spans.getFirst().getInputIndex() + spans.getFirst().getLength())
                  .strip()
              : "";
      blocks.add(new Block(start, end, kind.get(), OptionalInt.empty(), headings.path(), header));
    }
    return blocks;
  }

  /** Thematic breaks and link definitions are markup through and through. */
  private static Optional<Kind> kind(Node node) {
    return Optional.ofNullable(
        switch (node) {
          case Heading _ -> Kind.HEADING;
          case Paragraph _, BlockQuote _, HtmlBlock _ -> Kind.PROSE;
          case BulletList _, OrderedList _ -> Kind.LIST;
          case TableBlock _ -> Kind.TABLE;
          case FencedCodeBlock _, IndentedCodeBlock _ -> Kind.CODE;
          default -> null;
        });
  }
}
