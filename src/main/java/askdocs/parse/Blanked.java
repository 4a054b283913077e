package askdocs.parse;

import static java.util.stream.Collectors.joining;

import askdocs.ingest.Block;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
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

  /**
   * What an HTML block holds beside its visible text; bounded, for "<" may come a million times.
   */
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?is)<!--.*?(?:-->|\\z)"
              + "|<(?<unseen>script|style|template|noscript|svg)\\b.*?(?:</\\k<unseen>\\s*>|\\z)"
              + "|<(?<element>[a-z][\\w-]*)(?<attributes>\\s[^<>]{0,2000})?>"
              + "|</?[a-z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>");

  private static final Pattern TAG =
      Pattern.compile("(?is)<(?<element>[a-z][\\w-]*)(?<attributes>\\s[^<>]{0,2000})?>");

  private static final Pattern UNSEEN = Pattern.compile("(?i)script|style|template|noscript|svg");

  private static final Pattern SHEET = Pattern.compile("(?is)<style\\b.{0,20000}?</style\\s*>");
  private static final Pattern MAY_HIDE =
      Pattern.compile("(?i)\\b(?:style|hidden|color|bgcolor)\\b");
  private static final Pattern MAY_BE_STYLED = Pattern.compile("(?i)\\b(?:class|id)\\b");
  private static final Pattern VOID =
      Pattern.compile("(?i)img|input|br|hr|source|wbr|col|area|meta|link|embed|track|base|param");

  /** Elements that end without an end tag. */
  private static final Pattern ENDS_BY_ITSELF =
      Pattern.compile("(?i)p|li|d[td]|t[dhr]|tbody|option");

  private static final Pattern CLOSED = Pattern.compile("</[\\w-]+\\s*>\\z");

  private final char[] text;
  private final String sheets;
  private final Map<String, Boolean> hiding = new HashMap<>();

  Blanked(String raw) {
    text = raw.toCharArray();
    sheets = SHEET.matcher(raw).results().map(MatchResult::group).collect(joining());
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
    int from = 0;
    while (markup.find(from)) {
      from = markup.end();
      int behind = start + markup.end();
      if (isHiding(markup)) {
        String element = markup.group("element");
        behind =
            endOf(element, behind, text.length).orElse(endsByItself(element) ? end : text.length);
        from = Math.min(behind, end) - start;
      } else if (markup.group("unseen") != null && !CLOSED.matcher(markup.group()).find()) {
        // A block of HTML ends at a blank line; an element that it leaves open goes on to hide.
        behind = endOf(markup.group("unseen"), behind, text.length).orElse(text.length);
      }
      blank(start + markup.start(), behind);
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
    Matcher opening = TAG.matcher(literal);
    if (opening.matches() && (isHiding(opening) || isUnseen(opening.group("element")))) {
      int start = tag.getSourceSpans().getFirst().getInputIndex();
      SourceSpan last = tag.getParent().getSourceSpans().getLast();
      int end = last.getInputIndex() + last.getLength();
      blank(start, endOf(opening.group("element"), start + literal.length(), end).orElse(end));
    }
  }

  private static boolean isUnseen(String element) {
    return UNSEEN.matcher(element).matches();
  }

  private static boolean endsByItself(String element) {
    return ENDS_BY_ITSELF.matcher(element).matches();
  }

  /** Whether the tag opens an element that is not seen, by its attributes or a style sheet. */
  private boolean isHiding(Matcher tag) {
    Optional<String> attributes = Optional.ofNullable(tag.group("attributes"));
    return attributes.isPresent()
        && !VOID.matcher(tag.group("element")).matches()
        && (MAY_HIDE.matcher(attributes.get()).find()
            || (!sheets.isEmpty() && MAY_BE_STYLED.matcher(attributes.get()).find()))
        && hiding.computeIfAbsent(
            attributes.get(), written -> HiddenElements.isHidden(sheets, written));
  }

  /** The place behind the end tag of an element that is open here, others of its name in it. */
  private OptionalInt endOf(String element, int from, int limit) {
    Matcher tag =
        Pattern.compile("(?i)<(/?)" + element + "\\b[^<>]{0,2000}>")
            .matcher(CharBuffer.wrap(text, 0, limit));
    int open = 1;
    for (int at = from; at < limit && tag.find(at); at = tag.end()) {
      open += tag.group(1).isEmpty() ? 1 : -1;
      if (open == 0) {
        return OptionalInt.of(tag.end());
      }
    }
    return OptionalInt.empty();
  }
}
