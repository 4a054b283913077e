package askdocs.parse;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * What a page holds and does not show: scripts, styles, templates, comments, and what is hidden by
 * an attribute or a style: not displayed, transparent, without size, outside the window, in the
 * colour of its background. Navigation bars go too: they repeat on every page and say nothing of
 * this one.
 */
final class HiddenElements {
  private static final List<String> UNSEEN =
      List.of(
          "head",
          "script",
          "style",
          "template",
          "noscript",
          "noframes",
          "iframe",
          "frame",
          "object",
          "embed",
          "applet",
          "svg",
          "canvas",
          "audio",
          "video",
          "datalist",
          "nav");

  /**
   * What an element hands on to those in it.
   *
   * @param background empty where it is not known
   * @param text as a style says; empty where none does
   */
  private record Seen(Optional<Colour> background, Optional<Colour> text, boolean tiny) {
    Seen with(Style style, boolean maybeOutside) {
      Optional<Colour> below = maybeOutside ? Optional.empty() : background;
      if (style.hasBackground()) {
        below = style.background().filter(c -> c.opacity() > .9);
        if (style.background().filter(c -> c.opacity() == 0).isPresent()) {
          below = background;
        }
      }
      return new Seen(below, style.colour().or(() -> text), style.isTiny(tiny));
    }

    boolean showsText() {
      boolean contrasts =
          text.isEmpty()
              || (background.isEmpty()
                  ? text.get().opacity() > .05
                  : text.get().showsOn(background.get()));
      return !tiny && contrasts;
    }
  }

  private final PageStyles styles;

  /** Whether a style sheet that is not in the page may colour what has a class or an id. */
  private final boolean styledOutside;

  private HiddenElements(Document page) {
    styles = new PageStyles(page);
    styledOutside = page.selectFirst("link[rel~=(?i)stylesheet]") != null;
  }

  static void removeFrom(Document page) {
    HiddenElements hidden = new HiddenElements(page);
    hidden.removeIn(page, new Seen(Optional.of(Colour.WHITE), Optional.empty(), false));
  }

  /**
   * Whether an element is hidden that stands alone on a white page.
   *
   * @param sheets the page's style elements
   * @param attributes of its tag, as they are written
   */
  static boolean isHidden(String sheets, String attributes) {
    Document page = Parser.htmlParser().parseInput(sheets + "<div " + attributes + ">x", "");
    removeFrom(page);
    return page.body().text().isEmpty();
  }

  /** As deep as the parser lets elements nest. */
  private void removeIn(Element element, Seen seen) {
    for (Node child : List.copyOf(element.childNodes())) {
      switch (child) {
        case Comment comment -> comment.remove();
        case TextNode text when !seen.showsText() && !text.isBlank() -> text.remove();
        case Element inner -> {
          Style style = styles.of(inner);
          if (isHidden(inner, style)) {
            inner.remove();
          } else {
            boolean maybeOutside = styledOutside && (inner.hasAttr("class") || inner.hasAttr("id"));
            removeIn(inner, seen.with(style, maybeOutside));
          }
        }
        default -> {}
      }
    }
  }

  private static boolean isHidden(Element element, Style style) {
    String name = element.normalName();
    if (name.equals("html") || name.equals("body")) {
      return false; // some pages show themselves by a script
    }
    return UNSEEN.contains(name)
        || (element.hasAttr("hidden") && !element.attr("hidden").equals("until-found"))
        || (name.equals("dialog") && !element.hasAttr("open"))
        || style.hides();
  }
}
