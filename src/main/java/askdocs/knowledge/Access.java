package askdocs.knowledge;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may read a document.
 *
 * <p>As stored with every passage and state row:
 *
 * <table>
 *   <caption>The members of the list</caption>
 *   <tr><td>{@code *}</td><td>everybody</td></tr>
 *   <tr><td>{@code g:NAME}</td><td>the members of group NAME</td></tr>
 *   <tr><td>{@code !}</td><td>nobody: the list is never empty, so that a missing field is a fault</td></tr>
 * </table>
 *
 * @param principals the list, sorted, without duplicates
 */
public record Access(List<String> principals) {
  private static final String EVERYBODY = "*";
  private static final String NOBODY = "!";
  private static final String GROUP = "g:";

  /** Everybody may read it. */
  public static final Access PUBLIC = new Access(List.of(EVERYBODY));

  /** Nobody may read it. */
  public static final Access CLOSED = new Access(List.of(NOBODY));

  public Access {
    if (principals.isEmpty()) {
      throw new IllegalArgumentException("An access list is never empty");
    }
    for (String principal : principals) {
      boolean named = principal.startsWith(GROUP) && principal.length() > GROUP.length();
      if (!named && !principal.equals(EVERYBODY) && !principal.equals(NOBODY)) {
        throw new IllegalArgumentException("Not an access list's member: " + principal);
      }
    }
    principals = List.copyOf(new TreeSet<>(principals));
  }

  /** The members of these groups may read it; of none of them, nobody. */
  public static Access ofGroups(Collection<String> groups) {
    return groups.isEmpty() ? CLOSED : new Access(groups.stream().map(GROUP::concat).toList());
  }

  /** What a member of these groups may read: the principals that it stands for. */
  public static List<String> principalsOf(Set<String> groups) {
    TreeSet<String> principals = new TreeSet<>();
    principals.add(EVERYBODY);
    groups.stream().filter(group -> !group.isEmpty()).map(GROUP::concat).forEach(principals::add);
    return List.copyOf(principals);
  }

  /** Whether a member of these groups may read it. */
  public boolean permits(Set<String> groups) {
    return !Collections.disjoint(principals, principalsOf(groups));
  }
}
