package askdocs.parse;

import askdocs.parse.DrawingFills.Fill;
import askdocs.parse.DrawingFills.Filled;
import askdocs.parse.Slide.Content;
import askdocs.parse.SlideBox.Area;
import askdocs.parse.SlidePaper.Paint;
import askdocs.parse.SlidePaper.Place;
import askdocs.parse.SlideShape.Paragraph;
import askdocs.parse.SlideShape.Run;
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
 * those that lie beside the slide, text too small to be seen or of the colour that it stands on,
 * dates, footers and slide numbers.
 */
final class SlideShapes extends DefaultHandler {
  private static final Set<String> TITLES = Set.of("title", "ctrTitle");
  private static final Set<String> FURNITURE = Set.of("dt", "ftr", "sldNum", "hdr", "sldImg");
  private static final Set<String> FIELDS_LEFT_OUT = Set.of("slidenum", "datetime");

  /** In hundredths of a point. */
  private static final int SMALLEST_TYPE = 200;

  /** A slide's size, in English Metric Units (914,400 an inch). */
  record Size(long width, long height) {}

  private final Slide slide;
  private final Size size;
  private final SlidePaper paper;
  private final boolean notes;
  private final DrawingFills fills;
  private final List<Paint> painted;
  private final Deque<SlideShape> shapes = new ArrayDeque<>();
  private final List<String> diagrams = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int background;
  private boolean shown = true;
  private int fallback;
  private boolean inText;
  private boolean fieldLeftOut;
  private boolean tooSmall;
  private Fill colour = SlideShape.READABLE;
  private boolean inLook;
  private boolean setOff;
  private int level;
  private Optional<String> bullet = Optional.empty();

  /**
   * @param notes whether these are a slide's notes, not the slide itself
   */
  SlideShapes(Slide slide, Size size, SlidePaper paper, boolean notes) {
    this.slide = slide;
    this.size = size;
    this.paper = paper;
    this.notes = notes;
    this.fills = new DrawingFills(paper.theme());
    this.painted = new ArrayList<>(paper.painted());
    this.background = paper.background();
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
    fills.start(name, attributes);
    switch (name) {
      case "sld" -> shown = !isOff(WordBody.value(attributes, "show"));
      case "sp", "graphicFrame", "cxnSp", "pic", "grpSp" -> open(name);
      case "p" -> {
        runs.clear();
        level = 0;
        bullet = Optional.empty();
        plain();
      }
      case "pPr" -> level = Math.clamp(CellStyles.number(attributes, "lvl"), 0, 8);
      case "buNone", "buChar", "buAutoNum", "buBlip" -> bullet = Optional.of(name);
      case "r" -> plain();
      case "rPr" -> {
        int type = CellStyles.number(attributes, "sz");
        tooSmall = type > 0 && type <= SMALLEST_TYPE;
        inLook = true;
        setOff = false;
      }
      // Letters of the ground's colour may have a rim, a shadow or a ground of their own.
      case "ln", "effectLst", "highlight" -> setOff |= inLook;
      case "fld" -> {
        plain();
        fieldLeftOut =
            FIELDS_LEFT_OUT.stream().anyMatch(WordBody.value(attributes, "type")::startsWith);
      }
      case "t" -> {
        inText = !fieldLeftOut && !tooSmall;
        text.setLength(0);
      }
      case "br" -> runs.add(new Run("\n", SlideShape.READABLE));
      default -> describe(name, attributes);
    }
  }

  private void plain() {
    tooSmall = false;
    colour = SlideShape.READABLE;
  }

  private void describe(String name, Attributes attributes) {
    SlideShape shape = shapes.peekLast();
    if (shape == null) {
      return;
    }
    switch (name) {
      case "cNvPr" -> shape.hidden |= isOn(WordBody.value(attributes, "hidden"));
      case "ph" -> {
        String type = WordBody.value(attributes, "type");
        shape.placeholder = Optional.of(type.isEmpty() ? "obj" : type);
        shape.index = WordBody.value(attributes, "idx");
      }
      case "fillRef" -> shape.fill = shape.fill.or(() -> SlidePaper.ofStyle(attributes));
      case "tr" -> shape.rows.add(new ArrayList<>());
      case "relIds" -> {
        if (!shape.hidden) {
          diagrams.add(WordBody.value(attributes, "dm"));
        }
      }
      default -> shape.box.describe(name, attributes);
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
    SlideShape shape = shapes.peekLast();
    fills.end(name).ifPresent(filled -> filled(filled, Optional.ofNullable(shape)));
    switch (name) {
      case "t" -> {
        if (inText) {
          runs.add(new Run(text.toString(), colour));
        }
        inText = false;
      }
      case "rPr" -> {
        inLook = false;
        colour = setOff ? SlideShape.READABLE : colour;
      }
      case "fld" -> fieldLeftOut = false;
      case "p" -> {
        if (shape != null) {
          shape.paragraphs.add(paragraph(shape));
        }
      }
      case "tc" -> {
        if (shape != null && !shape.rows.isEmpty()) {
          int ground = shape.cellFill.orElse(Fill.ANY).ground();
          shape.rows.getLast().add(shape.textOn(ground));
          shape.paragraphs.clear();
          shape.cellFill = Optional.empty();
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

  private void filled(Filled filled, Optional<SlideShape> shape) {
    switch (filled.owner()) {
      case "bgPr", "bgRef" -> background = filled.fill().ground();
      case "rPr" -> colour = filled.fill();
      case "spPr" -> shape.ifPresent(one -> one.fill = Optional.of(filled.fill()));
      case "tcPr" -> shape.ifPresent(one -> one.cellFill = Optional.of(filled.fill()));
      default -> {}
    }
  }

  private void open(String name) {
    SlideShape around = shapes.peekLast();
    shapes.addLast(
        around == null
            ? new SlideShape(name, SlideBox.Grid.SLIDE, false)
            : new SlideShape(name, around.box.inner(), isGone(around)));
  }

  private void close(SlideShape shape) {
    if (shape.isGroup() || isGone(shape)) {
      return;
    }
    Place place = paper.place(shape.kind(), shape.index);
    Optional<Area> area =
        shape.box.isPlaced() ? Optional.of(shape.box.area()) : placed(shape, place);
    Fill fill =
        shape
            .fill
            .or(() -> shape.placeholder.flatMap(_ -> place.fill()))
            .orElse(SlidePaper.paints(shape.element) ? Fill.ANY : Fill.NONE);
    write(shape, fill.isSeen() ? fill.ground() : below(area));
    if (fill.isSeen()) {
      painted.add(new Paint(area.orElse(everywhere()), fill));
    }
  }

  private static Optional<Area> placed(SlideShape shape, Place place) {
    return shape.placeholder.flatMap(_ -> place.area());
  }

  private void write(SlideShape shape, int ground) {
    String kind = shape.kind();
    if (notes) {
      if (kind.equals("body")) {
        slide.notes(shape.linesOn(Colours.UNKNOWN));
      }
    } else if (TITLES.contains(kind)) {
      slide.title(shape.textOn(ground));
    } else if (!FURNITURE.contains(kind)) {
      if (!shape.rows.isEmpty()) {
        slide.add(new Content.Table(List.copyOf(shape.rows)));
      } else if (!shape.linesOn(ground).isEmpty()) {
        slide.add(new Content.Lines(shape.linesOn(ground)));
      }
    }
  }

  /** The colour below a shape that is not filled; unknown where it is not one. */
  private int below(Optional<Area> area) {
    Area place = area.orElse(everywhere());
    for (Paint paint : painted.reversed()) {
      if (paint.area().meets(place)) {
        return paint.area().holds(place) ? paint.fill().ground() : Colours.UNKNOWN;
      }
    }
    return background;
  }

  private Area everywhere() {
    return new Area(0, 0, size.width(), size.height());
  }

  /** The paragraphs of a slide's body have bullets unless they say otherwise, no others have. */
  private Paragraph paragraph(SlideShape shape) {
    boolean body = shape.placeholder.map(Set.of("body", "obj")::contains).orElse(false) && !notes;
    boolean item = bullet.map(kind -> !kind.equals("buNone")).orElse(body);
    return new Paragraph(runs, item ? level + 1 : 0, bullet.equals(Optional.of("buAutoNum")));
  }

  private boolean isGone(SlideShape shape) {
    if (shape.hidden || !shape.box.isPlaced() || notes) {
      return shape.hidden;
    }
    Area area = shape.box.area();
    return area.right() < 0
        || area.bottom() < 0
        || area.left() >= size.width()
        || area.top() >= size.height();
  }

  private static boolean isOn(String value) {
    return value.equals("1") || value.equals("true");
  }

  private static boolean isOff(String value) {
    return value.equals("0") || value.equals("false");
  }
}
