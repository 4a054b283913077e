package askdocs.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The languages that documents are searched in, beside their plain words: each has fields of its
 * own in the index, where words are cut to their stems.
 *
 * @param names as in {@code spanish}; the resource {@code passages-index.json} says which there are
 */
public record Languages(List<String> names) {
  private static final List<String> SEARCHED = List.of("text", "context");

  /**
   * @throws IllegalArgumentException naming a language that is not known, and those that are
   */
  public Languages {
    names = List.copyOf(names);
    Set<String> known = known();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "an unknown language: " + name + "; known are " + String.join(", ", known));
      }
    }
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>();
    Json.resource("passages-index.json")
        .at("/mappings/properties/text/fields")
        .fieldNames()
        .forEachRemaining(known::add);
    return known;
  }

  /** What the names of the fields end with: nothing for plain words, then each language's. */
  List<String> suffixes() {
    return Stream.concat(Stream.of(""), names.stream().map(name -> "." + name)).toList();
  }

  /** Takes the fields of all other languages out of an index's definition. */
  void keepIn(ObjectNode definition) {
    List<String> others = new ArrayList<>(known());
    others.removeAll(names);
    for (String field : SEARCHED) {
      definition.withObject("/mappings/properties/" + field + "/fields").remove(others);
    }
  }
}
