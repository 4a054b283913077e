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
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
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
  private static final int MOST_WORK = 10_000_000;

  /** The last name, class or id of a selector: no other element can be meant. */
  private static final Pattern LAST = Pattern.compile("([.#]?[\\w-]+)(?:\\[[^\\[\\]]*\\])*$");

  private record Declared(String value, int weight) {}

  /** Elements by name, by class and by id. */
  private final Map<String, List<Element>> listed = new HashMap<>();

  private final IdentityHashMap<Element, Map<String, Declared>> declared = new IdentityHashMap<>();

  PageStyles(Document page) {
    page.getAllElements().forEach(this::list);
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
          work += apply(selector.strip(), rule.group(2));
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

  private void list(Element element) {
    listed.computeIfAbsent(element.normalName(), _ -> new ArrayList<>()).add(element);
    for (String name : element.classNames()) {
      listed.computeIfAbsent("." + name, _ -> new ArrayList<>()).add(element);
    }
    if (!element.id().isEmpty()) {
      listed.computeIfAbsent("#" + element.id(), _ -> new ArrayList<>()).add(element);
    }
  }

  /** Tells how many elements were looked at. */
  private int apply(String selector, String declarations) {
    Matcher last = LAST.matcher(selector);
    if (selector.indexOf(':') >= 0 || !last.find()) {
      return 1; // a state, something beside the element, or nearly all elements
    }
    List<Element> candidates = listed.getOrDefault(last.group(1), List.of());
    if (candidates.isEmpty()) {
      return 1;
    }
    try {
      Evaluator evaluator = QueryParser.parse(selector);
      int weight = weight(selector);
      Map<String, Declared> values = new HashMap<>();
      declare(declarations, weight, values);
      for (Element element : candidates) {
        if (element.is(evaluator)) {
          Map<String, Declared> all = declared.computeIfAbsent(element, _ -> new HashMap<>());
          values.forEach((property, one) -> all.merge(property, one, PageStyles::stronger));
        }
      }
    } catch (Selector.SelectorParseException | IllegalArgumentException e) {
      return 1; // newer than what jsoup knows
    }
    return candidates.size();
  }

  private static Declared stronger(Declared before, Declared after) {
    return after.weight() >= before.weight() ? after : before;
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
            into.merge(property, one, PageStyles::stronger);
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
