package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.parse.RtfTokens.Token;
import askdocs.parse.Slide.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a Rich Text file (RTF specification 1.9.1). Left out: hidden and deleted text,
 * annotations, field codes, pictures, headers and footers, and all that a reader may ignore.
 */
final class RtfText {
  private static final Set<String> SKIPPED =
      Set.of(
          "pict",
          "nonshppict",
          "shprslt",
          "sp",
          "header",
          "headerl",
          "headerr",
          "headerf",
          "footer",
          "footerl",
          "footerr",
          "footerf",
          "xe",
          "tc",
          "rxe",
          "ftnsep",
          "ftnsepc",
          "ftncn",
          "filetbl",
          "stextflow",
          "private",
          "txe",
          "operator",
          "doccomm",
          "comment",
          "category",
          "keywords",
          "subject",
          "company",
          "manager",
          "hlinkbase");

  private static final Pattern HEADING = Pattern.compile("heading ([1-9])");
  private static final Pattern COUNTED = Pattern.compile(".*[0-9].*|[a-zA-Z]{1,4}[.)]\\s*");
  private static final int DEEPEST_GROUP = 10_000;

  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("tab", "\t"),
          Map.entry("line", "\n"),
          Map.entry("emdash", "—"),
          Map.entry("endash", "–"),
          Map.entry("lquote", "‘"),
          Map.entry("rquote", "’"),
          Map.entry("ldblquote", "“"),
          Map.entry("rdblquote", "”"),
          Map.entry("bullet", "•"),
          Map.entry("emspace", " "),
          Map.entry("enspace", " "),
          Map.entry("~", "\u00A0"),
          Map.entry("_", "-"));

  /** Where text goes. */
  private enum Target {
    BODY,
    NOWHERE,
    FONTS,
    COLOURS,
    STYLES,
    LIST_MARK,
    TITLE,
    AUTHOR
  }

  private static final class Group {
    Target target = Target.BODY;
    String time = "";
    boolean hidden;
    WordLook look = WordLook.NONE;
    int font;
    int fallbacks = 1;

    Group inner() {
      Group group = new Group();
      group.target = target;
      group.time = time;
      group.hidden = hidden;
      group.look = look;
      group.font = font;
      group.fallbacks = fallbacks;
      return group;
    }
  }

  private final RtfTokens tokens;
  private final BlockWriter writer;
  private final RtfCharsets charsets = new RtfCharsets();
  private final Deque<Group> groups = new ArrayDeque<>();
  private final Deque<StringBuilder> aside = new ArrayDeque<>();
  private final Deque<Integer> asideDepths = new ArrayDeque<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RtfColours colours = new RtfColours();
  private final Map<Integer, Integer> headings = new HashMap<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final StringBuilder title = new StringBuilder();
  private final StringBuilder author = new StringBuilder();
  private final StringBuilder styleName = new StringBuilder();
  private final StringBuilder listMark = new StringBuilder();
  private final List<Line> lines = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> row = new ArrayList<>();
  private StringBuilder paragraph = new StringBuilder();
  private Group group = new Group();
  private boolean ignorable;
  private int skipped;
  private int style;
  private OptionalInt outline = OptionalInt.empty();
  private boolean inTable;
  private boolean shaded;
  private int list;
  private int level;

  RtfText(RtfTokens tokens, BlockWriter writer) {
    this.tokens = tokens;
    this.writer = writer;
  }

  DocumentProperties properties() {
    return DocumentProperties.of(
        title.toString(), author.toString(), time("creatim"), time("revtim"), "");
  }

  void read() throws IOException, UnreadableException {
    for (var token = tokens.next(); token.isPresent(); token = tokens.next()) {
      switch (token.get()) {
        case Token.Letter(int value) -> {
          if (skipped > 0) {
            skipped--;
          } else {
            bytes.write(value);
          }
        }
        case Token.Open _ -> open();
        case Token.Close _ -> close();
        case Token.Control(String word, OptionalInt number) -> control(word, number);
      }
    }
    decode();
    endParagraph();
    endTable();
    endLines();
  }

  private void open() throws IOException {
    decode();
    skipped = 0;
    if (groups.size() >= DEEPEST_GROUP) {
      throw new IOException("Groups nest too deep");
    }
    groups.addLast(group);
    group = group.inner();
  }

  private void close() throws UnreadableException {
    decode();
    skipped = 0;
    ignorable = false;
    if (group.target == Target.STYLES) {
      nameStyle();
    }
    if (!asideDepths.isEmpty() && asideDepths.getLast() == groups.size()) {
      asideDepths.removeLast();
      String note = paragraph.toString();
      paragraph = aside.removeLast();
      paragraph.append(note.isBlank() ? "" : " (" + note.strip() + ")");
    }
    Group around = groups.pollLast();
    group = around == null ? new Group() : around;
  }

  private void control(String word, OptionalInt number) throws IOException, UnreadableException {
    decode();
    int value = number.orElse(0);
    if (word.equals("*")) {
      ignorable = true;
      return;
    }
    boolean mayBeIgnored = ignorable;
    ignorable = false;
    if ((mayBeIgnored && !word.equals("shpinst")) || SKIPPED.contains(word)) {
      group.target = Target.NOWHERE;
      return;
    }
    String symbol = SYMBOLS.get(word);
    if (symbol != null) {
      if (skipped > 0) {
        skipped--;
      } else {
        append(symbol);
      }
      return;
    }
    switch (word) {
      case "bin" -> tokens.skip(Math.max(0, value));
      case "ansicpg" -> charsets.own(value);
      case "mac" -> charsets.own(10000);
      case "pc" -> charsets.own(437);
      case "pca" -> charsets.own(850);
      case "uc" -> group.fallbacks = Math.clamp(value, 0, 100);
      case "u" -> {
        append(Character.toString((char) value));
        skipped = group.fallbacks;
      }
      case "fonttbl" -> group.target = Target.FONTS;
      case "stylesheet" -> group.target = Target.STYLES;
      case "listtext", "pntext" -> {
        listMark.setLength(0);
        group.target = group.target == Target.NOWHERE ? Target.NOWHERE : Target.LIST_MARK;
        list = Math.max(list, 1);
      }
      case "title" -> group.target = Target.TITLE;
      case "author" -> group.target = Target.AUTHOR;
      case "creatim", "revtim", "printim", "buptim" -> group.time = word;
      case "yr", "mo", "dy", "hr", "min" -> times.put(group.time + word, value);
      case "f" -> group.font = value;
      case "fcharset" -> {
        if (group.target == Target.FONTS) {
          charsets.font(group.font, value);
        }
      }
      case "colortbl" -> group.target = Target.COLOURS;
      case "red", "green", "blue" -> colours.part(word, value);
      case "cf" -> look(WordLook.coloured(colours.of(value)));
      case "highlight", "cb", "chcbpat", "cbpat" -> look(WordLook.grounded(colours.of(value)));
      case "fs" -> look(WordLook.sized(value));
      case "shptxt" -> look(WordLook.grounded(Colours.UNKNOWN));
      case "plain" -> {
        group.hidden = false;
        group.look = WordLook.NONE;
      }
      case "v", "deleted" -> group.hidden = number.orElse(1) != 0;
      case "footnote" -> {
        aside.addLast(paragraph);
        asideDepths.addLast(groups.size());
        paragraph = new StringBuilder();
      }
      default -> layout(word, value);
    }
  }

  private void look(WordLook more) {
    group.look = more.over(group.look);
  }

  private void layout(String word, int value) throws UnreadableException {
    if (group.target == Target.STYLES) {
      style = word.equals("s") ? value : style;
      return;
    }
    if (group.target != Target.BODY) {
      return;
    }
    switch (word) {
      case "pard" -> {
        style = 0;
        outline = OptionalInt.empty();
        inTable = false;
        list = 0;
        level = 0;
      }
      case "s" -> style = value;
      case "outlinelevel" -> outline = OptionalInt.of(value);
      case "intbl" -> inTable = true;
      case "trowd" -> shaded = false;
      case "clcbpat", "clcfpat", "clshdng" -> shaded = true;
      case "ls" -> list = value;
      case "ilvl" -> level = Math.clamp(value, 0, 8);
      case "par", "sect", "page" -> {
        if (inTable || !aside.isEmpty()) {
          paragraph.append('\n');
        } else {
          endParagraph();
        }
      }
      case "cell" -> {
        row.add(paragraph.toString());
        paragraph.setLength(0);
      }
      case "nestcell", "nestrow" -> paragraph.append(' ');
      case "row" -> {
        endLines();
        rows.add(List.copyOf(row));
        row.clear();
      }
      default -> {}
    }
  }

  private void decode() {
    if (bytes.size() > 0) {
      String text = bytes.toString(charsets.of(group.font));
      bytes.reset();
      append(text);
    }
  }

  private void append(String text) {
    switch (group.target) {
      case BODY -> {
        if (!group.hidden && isSeen()) {
          paragraph.append(text);
        }
      }
      case COLOURS -> colours.text(text);
      case STYLES -> styleName.append(text);
      case LIST_MARK -> listMark.append(text);
      case TITLE -> title.append(text);
      case AUTHOR -> author.append(text);
      case NOWHERE, FONTS -> {}
    }
  }

  private boolean isSeen() {
    return group.look.isSeenOn(shaded && inTable ? Colours.UNKNOWN : Colours.WHITE);
  }

  private void nameStyle() {
    String name = styleName.toString().replace(";", "").strip().toLowerCase(Locale.ROOT);
    styleName.setLength(0);
    Matcher heading = HEADING.matcher(name);
    if (name.equals("title")) {
      headings.put(style, 1);
    } else if (heading.matches()) {
      headings.put(style, Integer.parseInt(heading.group(1)));
    }
    style = 0;
  }

  private void endParagraph() throws UnreadableException {
    String text = paragraph.toString();
    paragraph.setLength(0);
    if (text.isBlank()) {
      listMark.setLength(0);
      return;
    }
    endTable();
    int heading = outline.orElse(9) < 9 ? outline.getAsInt() + 1 : headings.getOrDefault(style, 0);
    if (heading > 0) {
      endLines();
      writer.heading(Math.clamp(heading, 1, 6), text);
    } else if (list > 0) {
      lines.add(new Line(text.strip(), level + 1, COUNTED.matcher(listMark).matches()));
    } else {
      endLines();
      writer.block(Kind.PROSE, text.strip());
    }
    listMark.setLength(0);
  }

  private void endLines() throws UnreadableException {
    Slide.write(lines, writer);
    lines.clear();
  }

  private void endTable() throws UnreadableException {
    if (!rows.isEmpty()) {
      endLines();
      writer.table(rows);
      rows.clear();
    }
  }

  private String time(String name) {
    return times.containsKey(name + "yr")
        ? String.format(
            Locale.ROOT,
            "%04d-%02d-%02dT%02d:%02d",
            times.get(name + "yr"),
            times.getOrDefault(name + "mo", 1),
            times.getOrDefault(name + "dy", 1),
            times.getOrDefault(name + "hr", 0),
            times.getOrDefault(name + "min", 0))
        : "";
  }
}
