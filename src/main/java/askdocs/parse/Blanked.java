package askdocs.parse;

import askdocs.ingest.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** A Markdown file's text, in which hidden ranges become spaces and everything keeps its place. */
final class Blanked {
  private static final Pattern DATA_URI =
      Pattern.compile(
          "data:[\\w.+-]{1,80}/[\\w.+-]{1,80}(?:;[\\w.=-]{1,80}){0,9};base64,([A-Za-z0-9+/=%_-]++)");

  /** What hides an element, anywhere in its tag; bounded, for a file may hold a million of "<". */
  private static final String HIDING =
      "<((?!img|input|br|hr|source)\\w+)\\b[^<>]{0,2000}?(?:\\shidden\\b(?!=\"until)|display\\s*:\\s*none"
          + "|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0)[^<>]{0,2000}>";

  /** What an HTML block holds beside its visible text: comments, hidden elements, tags. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?is)<!--.*?(?:-->|\\z)"
              + "|<(?<unseen>script|style|template|noscript|svg)\\b.*?(?:</\\k<unseen>\\s*>|\\z)"
              + "|"
              + HIDING.replaceFirst("<\\(", "<(?<hidden>")
              + ".*?(?:</\\k<hidden>\\s*>|\\z)"
              + "|</?[a-z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>");

  private static final Pattern HIDING_TAG = Pattern.compile("(?is)" + HIDING);

  private static final Pattern CLOSED = Pattern.compile("</\\w+\\s*>\\z");

  private final char[] text;

  Blanked(String raw) {
    text = raw.toCharArray();
  }

  void blank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] != '\n') {
        text[i] = ' ';
      }
    }
  }

  /** The characters of a picture are no words, and too many to embed. */
  void blankDataUris() {
    Matcher uri = DATA_URI.matcher(toString());
    while (uri.find()) {
      blank(uri.start(1), uri.end(1));
    }
  }

  /** Comments and other hidden HTML, and all tags of whole blocks of HTML. */
  void blankHidden(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(HtmlBlock block) {
            SourceSpan first = block.getSourceSpans().getFirst();
            SourceSpan last = block.getSourceSpans().getLast();
            blankMarkup(first.getInputIndex(), last.getInputIndex() + last.getLength());
          }

          @Override
          public void visit(HtmlInline tag) {
            blankInline(tag);
          }
        });
  }

  void blankOutside(List<Block> blocks) {
    int from = 0;
    for (Block block : blocks) {
      blank(from, block.start());
      from = block.end();
    }
    blank(from, text.length);
  }

  /** The first place from here on that is not white space. */
  int firstInk(int from) {
    int at = from;
    while (at < text.length && Character.isWhitespace(text[at])) {
      at++;
    }
    return at;
  }

  /** The place behind the last character of the range that is not white space. */
  int lastInk(int start, int end) {
    int at = end;
    while (at > start && Character.isWhitespace(text[at - 1])) {
      at--;
    }
    return at;
  }

  String toString(int start, int end) {
    return new String(text, start, end - start);
  }

  @Override
  public String toString() {
    return new String(text);
  }

  private void blankMarkup(int start, int end) {
    Matcher markup = MARKUP.matcher(toString(start, end));
    while (markup.find()) {
      blank(start + markup.start(), start + markup.end());
      if (markup.end() == end - start && !CLOSED.matcher(markup.group()).find()) {
        blankUntilClosed(markup, end);
      }
    }
  }

  /** A block of HTML ends at a blank line; an element that it leaves open goes on to hide. */
  private void blankUntilClosed(Matcher markup, int from) {
    Optional<String> element =
        Optional.ofNullable(markup.group("hidden"))
            .or(() -> Optional.ofNullable(markup.group("unseen")));
    if (element.isPresent()) {
      Matcher close =
          Pattern.compile("(?i)</" + element.get() + "\\b[^<>]{0,2000}>").matcher(toString());
      blank(from, close.find(from) ? close.end() : text.length);
    }
  }

  private void blankInline(HtmlInline tag) {
    String literal = tag.getLiteral();
    if (tag.getSourceSpans().isEmpty()
        || text[tag.getSourceSpans().getFirst().getInputIndex()] != '<') {
      return; // inside a hidden element already
    }
    if (literal.startsWith("<!--") || literal.startsWith("<?") || literal.startsWith("<!")) {
      tag.getSourceSpans()
          .forEach(span -> blank(span.getInputIndex(), span.getInputIndex() + span.getLength()));
      return;
    }
    Matcher hiding = HIDING_TAG.matcher(literal);
    if (hiding.matches()) {
      String close = "</" + hiding.group(1).toLowerCase(Locale.ROOT);
      for (Node node = tag; node != null; node = node.getNext()) {
        node.getSourceSpans()
            .forEach(span -> blank(span.getInputIndex(), span.getInputIndex() + span.getLength()));
        if (node instanceof HtmlInline inline
            && inline.getLiteral().toLowerCase(Locale.ROOT).startsWith(close)) {
          return;
        }
      }
    }
  }
}
