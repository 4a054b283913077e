package askdocs.parse;

import askdocs.parse.DrawingFills.Fill;
import askdocs.parse.DrawingFills.Filled;
import askdocs.parse.SlideBox.Area;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a slide's shapes are painted on: the background and the shapes of its layout and of the
 * layout's master, and where these two put the places for title and text, and fill them.
 */
final class SlidePaper {
  private static final Set<String> SHAPES = Set.of("sp", "pic", "graphicFrame", "cxnSp", "grpSp");

  /** Something painted. */
  record Paint(Area area, Fill fill) {}

  /** What a layout or master says of a place for title or text. */
  record Place(Optional<Area> area, Optional<Fill> fill) {
    Place or(Place other) {
      return new Place(area.or(other::area), fill.or(other::fill));
    }

    static final Place NONE = new Place(Optional.empty(), Optional.empty());
  }

  private final ThemeColours theme = new ThemeColours();
  private final Part layout = new Part();
  private final Part master = new Part();

  private SlidePaper() {}

  /**
   * @param layoutPart the name of the layout's part, which may be none
   */
  static SlidePaper of(ZipParts zip, String layoutPart) throws IOException, UnreadableException {
    SlidePaper paper = new SlidePaper();
    String masterPart = PartRelations.of(zip, layoutPart).first("slideMaster").orElse("");
    zip.parse(PartRelations.of(zip, masterPart).first("theme").orElse(""), paper.theme);
    zip.parse(masterPart, paper.theme);
    zip.parse(masterPart, paper.master);
    zip.parse(layoutPart, paper.layout);
    return paper;
  }

  ThemeColours theme() {
    return theme;
  }

  /** White where neither layout nor master says otherwise. */
  int background() {
    return layout.background.or(() -> master.background).orElse(Colours.WHITE);
  }

  /** All that layout and master paint, the lowest first. */
  List<Paint> painted() {
    List<Paint> all = new ArrayList<>(master.painted);
    all.addAll(layout.painted);
    return all;
  }

  /**
   * @param type of the place, as on the slide
   * @param index the number by which the layout knows it
   */
  Place place(String type, String index) {
    return layout
        .byIndex
        .getOrDefault(index, Place.NONE)
        .or(layout.byType.getOrDefault(family(type), Place.NONE))
        .or(master.byType.getOrDefault(family(type), Place.NONE));
  }

  private static String family(String type) {
    return switch (type) {
      case "ctrTitle" -> "title";
      case "", "obj", "subTitle" -> "body";
      default -> type;
    };
  }

  private final class Part extends DefaultHandler {
    private final DrawingFills fills = new DrawingFills(theme);
    private final Map<String, Place> byIndex = new HashMap<>();
    private final Map<String, Place> byType = new HashMap<>();
    private final List<Paint> painted = new ArrayList<>();
    private final Deque<Shape> shapes = new ArrayDeque<>();
    private Optional<Integer> background = Optional.empty();

    private static final class Shape {
      final SlideBox box;
      Optional<String> type = Optional.empty();
      String index = "";
      Optional<Fill> fill = Optional.empty();

      Shape(SlideBox.Grid grid) {
        box = new SlideBox(grid);
      }
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      fills.start(name, attributes);
      if (SHAPES.contains(name)) {
        shapes.addLast(
            new Shape(shapes.isEmpty() ? SlideBox.Grid.SLIDE : shapes.getLast().box.inner()));
      } else if (!shapes.isEmpty()) {
        Shape shape = shapes.getLast();
        shape.box.describe(name, attributes);
        switch (name) {
          case "ph" -> {
            shape.type = Optional.of(WordBody.value(attributes, "type"));
            shape.index = WordBody.value(attributes, "idx");
          }
          case "fillRef" -> shape.fill = shape.fill.or(() -> SlidePaper.ofStyle(attributes));
          default -> {}
        }
      }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      fills.end(name).ifPresent(this::filled);
      if (SHAPES.contains(name) && !shapes.isEmpty()) {
        close(name, shapes.removeLast());
      }
    }

    private void filled(Filled filled) {
      switch (filled.owner()) {
        case "bgPr", "bgRef" -> background = Optional.of(filled.fill().ground());
        case "spPr" -> {
          if (!shapes.isEmpty()) {
            shapes.getLast().fill = Optional.of(filled.fill());
          }
        }
        default -> {}
      }
    }

    private void close(String name, Shape shape) {
      Optional<Area> area = shape.box.isPlaced() ? Optional.of(shape.box.area()) : Optional.empty();
      if (shape.type.isPresent()) {
        Place place = new Place(area, shape.fill);
        byType.putIfAbsent(family(shape.type.get()), place);
        byIndex.put(shape.index, place);
      } else {
        Fill fill = shape.fill.orElse(paints(name) ? Fill.ANY : Fill.NONE);
        area.filter(_ -> fill.isSeen()).ifPresent(where -> painted.add(new Paint(where, fill)));
      }
    }
  }

  /** Whether an element of the drawing paints without being filled. */
  static boolean paints(String element) {
    return element.equals("pic") || element.equals("graphicFrame");
  }

  /** What a style's reference fills with: something of the theme's, or nothing. */
  static Optional<Fill> ofStyle(Attributes fillReference) {
    return Optional.of(CellStyles.number(fillReference, "idx") == 0 ? Fill.NONE : Fill.ANY);
  }
}
