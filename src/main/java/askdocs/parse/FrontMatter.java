package askdocs.parse;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What stands between two lines of dashes at the head of a Markdown file: YAML, or nearly so. */
final class FrontMatter {
  /** Of a list or a map inside it, in code points; no head of a document is longer. */
  private static final int LONGEST = 100_000;

  private static final Pattern LINE = Pattern.compile("(?m)^([\\w -]{1,40}):[ \\t]+(\\S.*)$");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private FrontMatter() {}

  static DocumentProperties of(String yaml) {
    Map<String, String> entries = entries(yaml);
    return DocumentProperties.of(
        first(entries, "title", "titulo", "título"),
        first(entries, "author", "authors", "autor", "creator"),
        first(entries, "date", "created", "published", "fecha"),
        first(entries, "modified", "updated", "lastmod", "last_modified"),
        first(entries, "lang", "language", "idioma"));
  }

  private static String first(Map<String, String> entries, String... names) {
    return List.of(names).stream()
        .map(name -> entries.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> entries(String yaml) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(LONGEST)
            .setMaxAliasesForCollections(10)
            .setAllowDuplicateKeys(true)
            .build();
    try {
      if (new Load(settings).loadFromString(yaml) instanceof Map<?, ?> map) {
        Map<String, String> entries = new HashMap<>();
        map.forEach(
            (key, value) -> entries.put(String.valueOf(key).toLowerCase(Locale.ROOT), text(value)));
        return entries;
      }
      return Map.of();
    } catch (YamlEngineException | StackOverflowError e) {
      return lines(yaml);
    }
  }

  /** A list's members in a row; of a map, as of an author, the name. */
  private static String text(Object value) {
    return switch (value) {
      case Collection<?> list ->
          list.stream().filter(Objects::nonNull).map(FrontMatter::name).collect(joining(", "));
      case null -> "";
      default -> name(value);
    };
  }

  private static String name(Object value) {
    return switch (value) {
      case Map<?, ?> map -> Optional.ofNullable(map.get("name")).map(Object::toString).orElse("");
      case Collection<?> _ -> "";
      default -> value.toString();
    };
  }

  /** As people write it without knowing YAML: {@code title: One: two}. */
  private static Map<String, String> lines(String text) {
    Map<String, String> entries = new HashMap<>();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      String value = line.group(2).strip();
      Matcher quoted = QUOTED.matcher(value);
      entries.putIfAbsent(
          line.group(1).strip().toLowerCase(Locale.ROOT),
          quoted.matches() ? quoted.group(2) : value);
    }
    return entries;
  }
}
