package askdocs.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/**
 * What a page holds and does not show: scripts, styles, templates, comments, and elements hidden by
 * an attribute, by their own style or by a plain rule of the page's style sheet. Navigation bars go
 * too: they repeat on every page and say nothing of this one.
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

  private static final Pattern HIDING =
      Pattern.compile(
          "display\\s*:\\s*none|visibility\\s*:\\s*(hidden|collapse)"
              + "|(?<![-\\w])opacity\\s*:\\s*0*(\\.0+)?\\s*(;|!|$)"
              + "|font(-size)?\\s*:\\s*0+(\\.0+)?(px|pt|em|rem|%|vw|vh)?\\s*(/|;|!|\\s|$)");

  /** A rule of a class, an id or an element; what depends on state, media or place is left. */
  private static final Pattern RULE = Pattern.compile("([^{}@;]{1,400})\\{([^{}]{0,4000})\\}");

  private static final Pattern SELECTOR = Pattern.compile("[\\w-]*([.#][\\w-]+)+");
  private static final int MOST_RULES = 200;

  private HiddenElements() {}

  static void removeFrom(Document page) {
    for (String selector : hidingSelectors(page)) {
      page.select(selector).forEach(element -> element.attr("hidden", true));
    }
    page.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            return node instanceof Comment || (node instanceof Element e && isHidden(e))
                ? FilterResult.REMOVE
                : FilterResult.CONTINUE;
          }
        });
  }

  private static List<String> hidingSelectors(Document page) {
    List<String> found = new ArrayList<>();
    for (Element sheet : page.select("style:not([media]), style[media=all], style[media=screen]")) {
      // Rules inside @media and the like hold at times only.
      String rules =
          sheet
              .data()
              .replaceAll("(?s)/\\*.*?\\*/", "")
              .replaceAll("@[^{};]*\\{(?:[^{}]*\\{[^{}]*\\})*[^{}]*\\}", "");
      Matcher rule = RULE.matcher(rules);
      while (rule.find() && found.size() < MOST_RULES) {
        if (HIDING.matcher(rule.group(2).toLowerCase(Locale.ROOT)).find()) {
          for (String selector : rule.group(1).split(",", -1)) {
            if (SELECTOR.matcher(selector.strip()).matches()) {
              found.add(selector.strip());
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isHidden(Element element) {
    return UNSEEN.contains(element.normalName())
        || (element.hasAttr("hidden") && !element.attr("hidden").equals("until-found"))
        || (element.normalName().equals("dialog") && !element.hasAttr("open"))
        || HIDING.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find();
  }
}
