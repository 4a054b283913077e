package askdocs.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;

/**
 * The styles of a page's elements: the rules of its own style sheets, the more special and the
 * later one before the others, and its elements' own attributes before these. Rules for some media
 * or states only are left out.
 */
final class PageStyles {
  private static final Set<String> TELLING =
      Set.of(
          "display",
          "visibility",
          "content-visibility",
          "opacity",
          "font",
          "font-size",
          "color",
          "background",
          "background-color",
          "background-image",
          "position",
          "left",
          "right",
          "top",
          "bottom",
          "text-indent",
          "margin-left",
          "margin-top",
          "transform",
          "clip",
          "clip-path",
          "overflow",
          "width",
          "height",
          "max-width",
          "max-height");

  private static final Pattern RULE = Pattern.compile("([^{}@;]{1,2000})\\{([^{}]{0,10000})\\}");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

  /** Blocks that hold at times only, and declarations such as imports. */
  private static final Pattern AT_RULE =
      Pattern.compile("@[^{};]*+(?:;|\\{(?:[^{}]*+\\{[^{}]*+\\})*+[^{}]*+\\})");

  private static final Pattern IMPORTANT = Pattern.compile("!\\s*important");
  private static final Pattern CLASS = Pattern.compile("[.\\[]");

  private static final int OWN = 1_000_000;
  private static final int FORCED = 10_000_000;

  /** Elements looked at for all rules together; what a page has beyond is not looked at. */
  private static final int MOST_WORK = 30_000_000;

  private record Declared(String value, int weight) {}

  private final IdentityHashMap<Element, Map<String, Declared>> declared = new IdentityHashMap<>();

  PageStyles(Document page) {
    int elements = page.getAllElements().size();
    List<String> sheets = new ArrayList<>();
    for (Element sheet : page.select("style")) {
      if (sheet.attr("media").isBlank()
          || sheet.attr("media").matches("(?i)\\s*(all|screen)\\s*")) {
        sheets.add(sheet.data());
      }
    }
    String css = COMMENT.matcher(String.join("\n", sheets)).replaceAll("");
    Matcher rule = RULE.matcher(AT_RULE.matcher(css).replaceAll(""));
    for (int work = 0; work < MOST_WORK && rule.find(); ) {
      if (tells(rule.group(2))) {
        for (String selector : rule.group(1).split(",", -1)) {
          apply(selector.strip(), rule.group(2), page);
          work += elements;
        }
      }
    }
  }

  Style of(Element element) {
    Map<String, Declared> all = new HashMap<>(declared.getOrDefault(element, Map.of()));
    if (!element.attr("color").isEmpty()) {
      all.putIfAbsent("color", new Declared(element.attr("color"), 0));
    }
    if (!element.attr("bgcolor").isEmpty()) {
      all.putIfAbsent("background-color", new Declared(element.attr("bgcolor"), 0));
    }
    declare(element.attr("style"), OWN, all);
    Map<String, String> values = new HashMap<>();
    all.forEach((property, one) -> values.put(property, one.value()));
    return new Style(values);
  }

  private static boolean tells(String declarations) {
    String lower = declarations.toLowerCase(Locale.ROOT);
    return TELLING.stream().anyMatch(lower::contains);
  }

  private void apply(String selector, String declarations, Document page) {
    if (selector.isEmpty() || selector.indexOf(':') >= 0) {
      return; // a state, or something beside the element
    }
    try {
      for (Element element : page.select(selector)) {
        declare(
            declarations,
            weight(selector),
            declared.computeIfAbsent(element, _ -> new HashMap<>()));
      }
    } catch (Selector.SelectorParseException | IllegalArgumentException e) {
      return; // newer than what jsoup knows
    }
  }

  private static void declare(String declarations, int weight, Map<String, Declared> into) {
    Style.of(declarations)
        .values()
        .forEach((property, value) -> {
          if (TELLING.contains(property)) {
            boolean forced =
                Pattern.compile("(?i)" + property + "\\s*:[^;]*" + IMPORTANT)
                    .matcher(declarations)
                    .find();
            Declared one = new Declared(value, weight + (forced ? FORCED : 0));
            into.merge(property, one, (a, b) -> b.weight() >= a.weight() ? b : a);
          }
        });
  }

  /** Selectors Level 3, section 9. */
  private static int weight(String selector) {
    long ids = selector.chars().filter(c -> c == '#').count();
    long classes = CLASS.matcher(selector).results().count();
    long names = Pattern.compile("(?:^|[\\s>+~])\\w").matcher(selector).results().count();
    return (int) Math.min(OWN - 1, ids * 10_000 + classes * 100 + names);
  }
}
