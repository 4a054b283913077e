package askdocs.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.xml.sax.Attributes;

/**
 * What shapes, letters, cells and backgrounds are filled with (DrawingML, ECMA-376 part 1, 20.1.8),
 * told element by element.
 */
final class DrawingFills {
  /** The least opacity that something can be seen with, and the least that lets nothing through. */
  private static final double SEEN = 0.05;

  private static final double OPAQUE = 0.95;

  /** The first of a theme's backgrounds: the colour that is named, by itself. */
  private static final int FIRST_BACKGROUND = 1001;

  /**
   * @param colour unknown for a pattern, a picture, or what the theme makes of a colour
   * @param opacity from 0 to 1
   */
  record Fill(int colour, double opacity) {
    static final Fill NONE = new Fill(Colours.UNKNOWN, 0);
    static final Fill ANY = new Fill(Colours.UNKNOWN, 1);

    boolean isSeen() {
      return opacity > SEEN;
    }

    /** The colour that stands on it is seen against; unknown where something shines through. */
    int ground() {
      return opacity >= OPAQUE ? colour : Colours.UNKNOWN;
    }
  }

  /**
   * @param owner the element whose fill it is: {@code spPr}, {@code rPr}, {@code tcPr}, …
   */
  record Filled(String owner, Fill fill) {}

  private final ThemeColours theme;
  private final Deque<String> path = new ArrayDeque<>();
  private Fill fill = Fill.NONE;
  private boolean plainBackground;
  private boolean inColour;

  DrawingFills(ThemeColours theme) {
    this.theme = theme;
  }

  /** An element begins. */
  void start(String name, Attributes attributes) {
    String parent = path.isEmpty() ? "" : path.getLast();
    path.addLast(name);
    switch (name) {
      case "noFill" -> fill = Fill.NONE;
      case "solidFill", "gradFill", "blipFill", "pattFill", "grpFill" -> fill = Fill.ANY;
      case "bgRef" -> {
        fill = Fill.ANY;
        plainBackground = CellStyles.number(attributes, "idx") == FIRST_BACKGROUND;
      }
      case "srgbClr" -> colour(parent, WordLook.colour(WordBody.value(attributes, "val")));
      case "sysClr" -> colour(parent, WordLook.colour(WordBody.value(attributes, "lastClr")));
      case "schemeClr" -> colour(parent, theme.colour(WordBody.value(attributes, "val")));
      case "prstClr" ->
          colour(
              parent,
              WordBody.value(attributes, "val").equals("white") ? Colours.WHITE : Colours.UNKNOWN);
      case "alpha" -> {
        if (inColour) {
          fill = new Fill(fill.colour(), CellStyles.number(attributes, "val") / 100_000.0);
        }
      }
      default -> {
        if (inColour) {
          fill = new Fill(Colours.UNKNOWN, fill.opacity());
        }
      }
    }
  }

  /** An element ends; what it fills, if it fills something. */
  Optional<Filled> end(String name) {
    path.pollLast();
    inColour &= !name.endsWith("Clr");
    return switch (name) {
      case "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill" ->
          Optional.of(new Filled(path.isEmpty() ? "" : path.getLast(), fill));
      case "bgRef" -> Optional.of(new Filled(name, fill));
      default -> Optional.empty();
    };
  }

  private void colour(String parent, int colour) {
    if (parent.equals("solidFill") || (parent.equals("bgRef") && plainBackground)) {
      inColour = true;
      fill = new Fill(colour, 1);
    }
  }
}
