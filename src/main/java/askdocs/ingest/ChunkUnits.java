package askdocs.ingest;

import askdocs.knowledge.Sentences;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pieces of a block that stay whole in a chunk: sentences of prose, lines of all else. */
final class ChunkUnits {
  /** How much of what follows a cut says whether it may be cut there. */
  private static final int WINDOW = 100;

  /** Its words are known to the JDK, by a dictionary, under its own language only. */
  private static final Locale THAI = Locale.of("th");

  /**
   * A piece.
   *
   * @param halves its words, in halves
   */
  record Unit(int start, int end, int halves, Block block) {
    boolean opensBlock() {
      return start == block.start();
    }
  }

  private final String text;
  private final Locale locale;
  private final ChunkSize size;
  private final List<Unit> units = new ArrayList<>();

  private ChunkUnits(String text, Locale locale, ChunkSize size) {
    this.text = text;
    this.locale = locale;
    this.size = size;
  }

  static List<Unit> of(String text, List<Block> blocks, Locale locale, ChunkSize size) {
    ChunkUnits reader = new ChunkUnits(text, locale, size);
    blocks.forEach(reader::read);
    return reader.units;
  }

  private void read(Block block) {
    switch (block.kind()) {
      case HEADING, PROSE -> sentences(block);
      case LIST, CODE, TABLE -> lines(block);
    }
  }

  private void sentences(Block block) {
    String content = text.substring(block.start(), block.end());
    for (Sentences.Range sentence : Sentences.of(content, locale)) {
      add(block.start() + sentence.start(), block.start() + sentence.end(), block);
    }
  }

  private void lines(Block block) {
    // A table's header and the rule below it are of no use without each other.
    boolean header = !block.tableHeader().isEmpty();
    int start = block.start();
    while (start < block.end()) {
      int end = lineEnd(start, block.end());
      if (header && end < block.end()) {
        end = lineEnd(end + 1, block.end());
      }
      header = false;
      add(start, end, block);
      start = end + 1;
    }
  }

  private int lineEnd(int start, int end) {
    int newline = text.indexOf('\n', start, end);
    return newline < 0 ? end : newline;
  }

  /** In pieces, where it is too long for one chunk. */
  private void add(int start, int end, Block block) {
    int from = inkAfter(start, end);
    int to = inkBefore(from, end);
    while (from < to) {
      int cut = cut(from, to);
      int last = inkBefore(from, cut);
      units.add(new Unit(from, last, ChunkWords.halves(text, from, last), block));
      from = inkAfter(cut, to);
    }
  }

  /** The end of the longest piece from here that fits, at the best place nearby. */
  private int cut(int start, int end) {
    ChunkWords words = new ChunkWords();
    int line = start;
    int space = start;
    int at = start;
    while (at < end) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (words.add(c) > 2 * size.words() || next - start > size.maxCharacters()) {
        break;
      }
      line = c == '\n' ? next : line;
      space = Character.isWhitespace(c) ? next : space;
      at = next;
    }
    if (at >= end) {
      return end;
    }
    if (line > start + (at - start) / 2) {
      return line;
    }
    if (Character.isWhitespace(text.codePointAt(at))) {
      return at;
    }
    return space > start ? space : insideRun(start, at);
  }

  /** Between two words where the language's rules know them, else between two characters. */
  private int insideRun(int start, int furthest) {
    // From the start of the run, and not from somewhere within: flags are pairs of letters.
    String window = text.substring(start, Math.min(text.length(), furthest + WINDOW));
    boolean thai =
        Character.UnicodeScript.of(text.codePointAt(start)) == Character.UnicodeScript.THAI;
    BreakIterator words = BreakIterator.getWordInstance(thai ? THAI : locale);
    BreakIterator characters = BreakIterator.getCharacterInstance(locale);
    words.setText(window);
    characters.setText(window);
    int last = furthest - start;
    int at = words.isBoundary(last) ? last : words.preceding(last);
    while (at > 0 && !characters.isBoundary(at)) {
      at = words.preceding(at);
    }
    if (at <= 0) {
      at = characters.isBoundary(last) ? last : characters.preceding(last);
    }
    return at > 0 ? start + at : furthest;
  }

  private int inkAfter(int start, int end) {
    int at = start;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int inkBefore(int start, int end) {
    int at = end;
    while (at > start && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
