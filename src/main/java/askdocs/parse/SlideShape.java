package askdocs.parse;

import askdocs.parse.DrawingFills.Fill;
import askdocs.parse.Slide.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shape, a table's frame or a group of a slide, as it is read. */
final class SlideShape {
  /** Letters of one colour. */
  record Run(String text, Fill colour) {
    boolean isSeenOn(int ground) {
      return colour.isSeen() && !Colours.look(colour.ground(), ground);
    }
  }

  /** A paragraph, before it is known what its letters stand on. */
  record Paragraph(List<Run> runs, int depth, boolean counted) {
    Paragraph {
      runs = List.copyOf(runs);
    }

    Line seenOn(int ground) {
      StringBuilder text = new StringBuilder();
      runs.stream().filter(run -> run.isSeenOn(ground)).forEach(run -> text.append(run.text()));
      return new Line(SharedStrings.unescaped(text.toString()), depth, counted);
    }
  }

  /** The letters of a run that says nothing of their colour: it is one that can be read. */
  static final Fill READABLE = Fill.ANY;

  final String element;
  final SlideBox box;
  boolean hidden;
  Optional<String> placeholder = Optional.empty();
  String index = "";
  Optional<Fill> fill = Optional.empty();
  Optional<Fill> cellFill = Optional.empty();
  final List<Paragraph> paragraphs = new ArrayList<>();
  final List<List<String>> rows = new ArrayList<>();

  SlideShape(String element, SlideBox.Grid grid, boolean hidden) {
    this.element = element;
    this.box = new SlideBox(grid);
    this.hidden = hidden;
  }

  boolean isGroup() {
    return element.equals("grpSp");
  }

  String kind() {
    return placeholder.orElse("");
  }

  /** Its lines, without what cannot be told from the ground. */
  List<Line> linesOn(int ground) {
    return paragraphs.stream()
        .map(paragraph -> paragraph.seenOn(ground))
        .filter(line -> !line.text().isBlank())
        .toList();
  }

  /** Its lines as one. */
  String textOn(int ground) {
    return String.join(
        " ", linesOn(ground).stream().map(line -> line.text().replaceAll("\\s+", " ")).toList());
  }
}
