package askdocs.parse;

import askdocs.parse.Slide.Content;
import askdocs.parse.Slide.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The shapes of a slide or of its notes (ECMA-376 part 1, 19.3 and 21.1). Left out: hidden shapes,
 * those that lie beside the slide, text too small to be seen, dates, footers and slide numbers.
 */
final class SlideShapes extends DefaultHandler {
  private static final Set<String> TITLES = Set.of("title", "ctrTitle");
  private static final Set<String> FURNITURE = Set.of("dt", "ftr", "sldNum", "hdr", "sldImg");
  private static final Set<String> FIELDS_LEFT_OUT = Set.of("slidenum", "datetime");

  /** In hundredths of a point. */
  private static final int SMALLEST_TYPE = 200;

  /** A slide's size, in English Metric Units (914,400 an inch). */
  record Size(long width, long height) {}

  /** What a place on a group's own grid is on the slide: two factors and two offsets. */
  private record Grid(double sx, double sy, double dx, double dy) {
    static final Grid SLIDE = new Grid(1, 1, 0, 0);
  }

  /** A shape, a table's frame or a group under way. */
  private static final class Shape {
    final boolean group;
    final Grid grid;
    boolean hidden;
    Optional<String> placeholder = Optional.empty();
    final double[] box = new double[8];
    boolean placed;
    final List<Line> lines = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>();

    Shape(boolean group, Grid grid, boolean hidden) {
      this.group = group;
      this.grid = grid;
      this.hidden = hidden;
    }
  }

  private final Slide slide;
  private final Size size;
  private final boolean notes;
  private final Deque<Shape> shapes = new ArrayDeque<>();
  private final List<String> diagrams = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean shown = true;
  private int fallback;
  private boolean inText;
  private boolean fieldLeftOut;
  private boolean tooSmall;
  private int level;
  private Optional<String> bullet = Optional.empty();

  /**
   * @param notes whether these are a slide's notes, not the slide itself
   */
  SlideShapes(Slide slide, Size size, boolean notes) {
    this.slide = slide;
    this.size = size;
    this.notes = notes;
  }

  boolean isShown() {
    return shown;
  }

  /** The relations that its diagrams' texts are found by. */
  List<String> diagrams() {
    return List.copyOf(diagrams);
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    if (fallback > 0 || name.equals("Fallback")) {
      fallback++;
      return;
    }
    switch (name) {
      case "sld" -> shown = !isOff(WordBody.value(attributes, "show"));
      case "sp", "graphicFrame", "cxnSp", "pic" -> open(false);
      case "grpSp" -> open(true);
      case "p" -> {
        text.setLength(0);
        level = 0;
        bullet = Optional.empty();
        tooSmall = false;
      }
      case "pPr" -> level = Math.clamp(CellStyles.number(attributes, "lvl"), 0, 8);
      case "buNone", "buChar", "buAutoNum", "buBlip" -> bullet = Optional.of(name);
      case "r" -> tooSmall = false;
      case "rPr" -> {
        int type = CellStyles.number(attributes, "sz");
        tooSmall = type > 0 && type <= SMALLEST_TYPE;
      }
      case "fld" ->
          fieldLeftOut =
              FIELDS_LEFT_OUT.stream().anyMatch(WordBody.value(attributes, "type")::startsWith);
      case "t" -> inText = !fieldLeftOut && !tooSmall;
      case "br" -> text.append('\n');
      default -> describe(name, attributes);
    }
  }

  private void describe(String name, Attributes attributes) {
    Shape shape = shapes.peekLast();
    if (shape == null) {
      return;
    }
    switch (name) {
      case "cNvPr" -> shape.hidden |= isOn(WordBody.value(attributes, "hidden"));
      case "ph" -> {
        String type = WordBody.value(attributes, "type");
        shape.placeholder = Optional.of(type.isEmpty() ? "obj" : type);
      }
      case "off" -> set(shape, 0, attributes, "x", "y");
      case "ext" -> set(shape, 2, attributes, "cx", "cy");
      case "chOff" -> set(shape, 4, attributes, "x", "y");
      case "chExt" -> set(shape, 6, attributes, "cx", "cy");
      case "tr" -> shape.rows.add(new ArrayList<>());
      case "relIds" -> {
        if (!shape.hidden) {
          diagrams.add(WordBody.value(attributes, "dm"));
        }
      }
      default -> {}
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (inText && fallback == 0) {
      text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    if (fallback > 0) {
      fallback--;
      return;
    }
    Shape shape = shapes.peekLast();
    switch (name) {
      case "t" -> inText = false;
      case "fld" -> fieldLeftOut = false;
      case "p" -> {
        if (shape != null && !text.toString().isBlank()) {
          shape.lines.add(line(shape));
        }
      }
      case "tc" -> {
        if (shape != null && !shape.rows.isEmpty()) {
          shape.rows.getLast().add(String.join(" ", texts(shape)));
          shape.lines.clear();
        }
      }
      case "sp", "graphicFrame", "cxnSp", "pic", "grpSp" -> {
        if (shape != null) {
          shapes.removeLast();
          close(shape);
        }
      }
      default -> {}
    }
  }

  private void open(boolean group) {
    Shape around = shapes.peekLast();
    shapes.addLast(
        new Shape(
            group, around == null ? Grid.SLIDE : inner(around), around != null && isGone(around)));
  }

  private void close(Shape shape) {
    if (shape.group || isGone(shape)) {
      return;
    }
    String kind = shape.placeholder.orElse("");
    if (notes) {
      if (kind.equals("body")) {
        slide.notes(shape.lines);
      }
    } else if (TITLES.contains(kind)) {
      slide.title(String.join(" ", texts(shape)));
    } else if (!FURNITURE.contains(kind)) {
      if (!shape.rows.isEmpty()) {
        slide.add(new Content.Table(List.copyOf(shape.rows)));
      } else if (!shape.lines.isEmpty()) {
        slide.add(new Content.Lines(shape.lines));
      }
    }
  }

  /** The paragraphs of a slide's body have bullets unless they say otherwise, no others have. */
  private Line line(Shape shape) {
    boolean body = shape.placeholder.map(Set.of("body", "obj")::contains).orElse(false) && !notes;
    boolean item = bullet.map(kind -> !kind.equals("buNone")).orElse(body);
    return new Line(
        SharedStrings.unescaped(text.toString()),
        item ? level + 1 : 0,
        bullet.equals(Optional.of("buAutoNum")));
  }

  private static List<String> texts(Shape shape) {
    return shape.lines.stream().map(line -> line.text().replaceAll("\\s+", " ")).toList();
  }

  private boolean isGone(Shape shape) {
    if (shape.hidden || !shape.placed || notes) {
      return shape.hidden;
    }
    double left = shape.grid.dx() + shape.grid.sx() * shape.box[0];
    double top = shape.grid.dy() + shape.grid.sy() * shape.box[1];
    double right = left + shape.grid.sx() * shape.box[2];
    double bottom = top + shape.grid.sy() * shape.box[3];
    return right < 0 || bottom < 0 || left >= size.width() || top >= size.height();
  }

  private static Grid inner(Shape group) {
    double[] box = group.box;
    if (!group.group || !group.placed || box[6] <= 0 || box[7] <= 0) {
      return group.grid;
    }
    double sx = group.grid.sx() * box[2] / box[6];
    double sy = group.grid.sy() * box[3] / box[7];
    return new Grid(
        sx,
        sy,
        group.grid.dx() + group.grid.sx() * box[0] - sx * box[4],
        group.grid.dy() + group.grid.sy() * box[1] - sy * box[5]);
  }

  private static void set(Shape shape, int at, Attributes attributes, String x, String y) {
    String first = WordBody.value(attributes, x);
    String second = WordBody.value(attributes, y);
    if (first.matches("-?\\d{1,15}") && second.matches("-?\\d{1,15}")) {
      shape.box[at] = Long.parseLong(first);
      shape.box[at + 1] = Long.parseLong(second);
      shape.placed = true;
    }
  }

  private static boolean isOn(String value) {
    return value.equals("1") || value.equals("true");
  }

  private static boolean isOff(String value) {
    return value.equals("0") || value.equals("false");
  }
}
