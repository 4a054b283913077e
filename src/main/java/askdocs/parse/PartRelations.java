package askdocs.parse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Where a part of an Office Open XML package points (ECMA-376 part 2, 6.5). What lies outside the
 * package is left out.
 */
final class PartRelations extends DefaultHandler {
  private record Relation(String type, String target) {}

  private final String folder;
  private final Map<String, Relation> relations = new LinkedHashMap<>();

  private PartRelations(String folder) {
    this.folder = folder;
  }

  /** The relations of a part, or of the package itself, whose name is empty. */
  static PartRelations of(ZipParts zip, String part) throws IOException, UnreadableException {
    int name = part.lastIndexOf('/') + 1;
    PartRelations relations = new PartRelations(part.substring(0, name));
    zip.parse(relations.folder + "_rels/" + part.substring(name) + ".rels", relations);
    return relations;
  }

  Optional<String> target(String id) {
    return Optional.ofNullable(relations.get(id)).map(Relation::target);
  }

  /**
   * The first part of a kind.
   *
   * @param type the last word of the relation's type
   */
  Optional<String> first(String type) {
    return relations.values().stream()
        .filter(relation -> relation.type().equals(type))
        .map(Relation::target)
        .findFirst();
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    String target = WordBody.value(attributes, "Target");
    if (name.equals("Relationship")
        && !WordBody.value(attributes, "TargetMode").equals("External")) {
      String type = WordBody.value(attributes, "Type");
      relations.put(
          WordBody.value(attributes, "Id"),
          new Relation(type.substring(type.lastIndexOf('/') + 1), resolved(folder, target)));
    }
  }

  /** A reference from a folder of the archive, as the name of a part. */
  static String resolved(String folder, String target) {
    Deque<String> path = new ArrayDeque<>();
    for (String step : (target.startsWith("/") ? target : folder + target).split("/", -1)) {
      switch (step) {
        case "", "." -> {}
        case ".." -> path.pollLast();
        default -> path.addLast(step);
      }
    }
    return String.join("/", path);
  }
}
