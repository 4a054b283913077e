package askdocs.knowledge;

import java.util.Set;

/**
 * Who asks, as the authorizer verified it.
 *
 * @param id the subject, or the API key's id
 * @param groups the groups that the verified claims name
 */
public record Caller(String id, Set<String> groups) {
  public Caller {
    if (id.isBlank()) {
      throw new IllegalArgumentException("A caller has an id");
    }
    groups = Set.copyOf(groups);
  }
}
