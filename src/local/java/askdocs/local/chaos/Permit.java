package askdocs.local.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a document's sidecar says of who may read it. */
sealed interface Permit {
  /** There is no sidecar, so that everybody may. */
  record Everybody() implements Permit {}

  /** The sidecar names groups. */
  record Groups(Set<String> names) implements Permit {
    public Groups {
      names = Set.copyOf(names);
    }
  }

  /** The sidecar cannot be used: nobody may, and the document has failed. */
  record Unusable() implements Permit {}

  /** The sidecar's bytes; none where there is no sidecar. */
  default byte[] sidecar() {
    String json =
        switch (this) {
          case Everybody _ -> "";
          case Groups groups ->
              "{\"metadataAttributes\": {\"groups\": ["
                  + new TreeSet<>(groups.names())
                      .stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                  + "]}}";
          case Unusable _ -> "{\"metadataAttributes\": {\"groups\": \"finance\"}}";
        };
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The principals that each of its passages carries. */
  default Set<String> principals() {
    return switch (this) {
      case Everybody _ -> Set.of("*");
      case Groups groups when groups.names().isEmpty() -> Set.of("!");
      case Groups groups ->
          groups.names().stream().map(name -> "g:" + name).collect(Collectors.toSet());
      case Unusable _ -> Set.of();
    };
  }

  /** Whether a caller of this group may read the document; without a group: an empty name. */
  default boolean admits(String group) {
    return switch (this) {
      case Everybody _ -> true;
      case Groups groups -> groups.names().contains(group);
      case Unusable _ -> false;
    };
  }
}
