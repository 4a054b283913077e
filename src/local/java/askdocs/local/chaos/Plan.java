package askdocs.local.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What is done to the bucket: the same for the same seed.
 *
 * <table>
 *   <caption>How often</caption>
 *   <tr><td>of 100</td><td>58 puts, 17 deletions, 18 sidecars, 7 sidecars less</td></tr>
 *   <tr><td>of 100 puts</td><td>20 of what the key held before, 5 of what another held</td></tr>
 *   <tr><td>of the keys</td><td>an eighth gets half of all changes</td></tr>
 * </table>
 */
final class Plan {
  /** The groups that sidecars name. */
  static final List<String> GROUPS = List.of("finance", "legal");

  private final Random random;
  private final List<String> keys;
  private final Map<String, List<Content>> contents = new HashMap<>();
  private final List<Content> all = new ArrayList<>();

  private Plan(long seed, int keys) {
    this.random = new Random(seed);
    this.keys = java.util.stream.IntStream.range(0, keys).mapToObj(Plan::key).toList();
  }

  /** So many changes of so many keys. */
  static List<Change> of(long seed, int changes, int keys) {
    Plan plan = new Plan(seed, keys);
    List<Change> made = new ArrayList<>();
    while (made.size() < changes) {
      made.add(plan.next(made.size()));
    }
    return List.copyOf(made);
  }

  private static String key(int number) {
    return switch (number % 20) {
      case 3 -> "a b+c/ñandú 100%%/%d.txt".formatted(number);
      case 7 -> "pictures/%d.png".formatted(number);
      case 11 -> "..//%d.txt".formatted(number);
      default -> "documents/%d.txt".formatted(number);
    };
  }

  /** Each key is put once before anything else is done. */
  private Change next(int made) {
    if (made < keys.size()) {
      return put(keys.get(made));
    }
    String key =
        keys.get(random.nextInt(random.nextBoolean() ? Math.max(1, keys.size() / 8) : keys.size()));
    int kind = random.nextInt(100);
    if (kind < 58) {
      return put(key);
    }
    if (kind < 75) {
      return new Change.Delete(key);
    }
    return new Change.Permitting(key, kind < 93 ? permit() : new Permit.Everybody());
  }

  private Change put(String key) {
    if (key.endsWith(".png")) {
      return new Change.Put(key, Content.picture(random));
    }
    List<Content> before = contents.computeIfAbsent(key, _ -> new ArrayList<>());
    int kind = random.nextInt(100);
    Content content;
    if (kind < 20 && !before.isEmpty()) {
      content = before.get(random.nextInt(before.size()));
    } else if (kind < 25 && !all.isEmpty()) {
      content = all.get(random.nextInt(all.size()));
    } else {
      content = Content.text(random);
    }
    before.add(content);
    all.add(content);
    return new Change.Put(key, content);
  }

  private Permit permit() {
    return switch (random.nextInt(8)) {
      case 0 -> new Permit.Unusable();
      case 1 -> new Permit.Groups(Set.of());
      case 2, 3 -> new Permit.Groups(Set.copyOf(GROUPS));
      default -> new Permit.Groups(Set.of(GROUPS.get(random.nextInt(GROUPS.size()))));
    };
  }
}
