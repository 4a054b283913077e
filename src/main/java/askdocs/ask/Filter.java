package askdocs.ask;

import askdocs.knowledge.AttributeValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition on a document's attributes: the RetrievalFilter of Bedrock Knowledge Bases.
 *
 * <table>
 *   <caption>Its thirteen operators</caption>
 *   <tr><td>equals, in</td><td>{@link OneOf}</td></tr>
 *   <tr><td>notEquals, notIn</td><td>{@link NoneOf}</td></tr>
 *   <tr><td>greaterThan, greaterThanOrEquals, lessThan, lessThanOrEquals</td>
 *       <td>{@link Compared}</td></tr>
 *   <tr><td>startsWith</td><td>{@link StartsWith}</td></tr>
 *   <tr><td>listContains</td><td>{@link ListContains}</td></tr>
 *   <tr><td>stringContains</td><td>{@link StringContains}</td></tr>
 *   <tr><td>andAll, orAll</td><td>{@link AllOf}, {@link AnyOf}</td></tr>
 * </table>
 *
 * <p>A condition is met only by an attribute of its own type: a number is neither equal nor unequal
 * to a string. A document without the attribute meets none, also not that it be unequal.
 *
 * <p>Each refuses what goes beyond the limits, with a message for the caller.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_RetrievalFilter.html">RetrievalFilter</a>
 */
public sealed interface Filter {
  /** The longest name of an attribute, in UTF-16 code units. */
  int LONGEST_KEY = 100;

  /** The longest string to compare with, in UTF-16 code units. */
  int LONGEST_TEXT = 1_000;

  /** The most values of a list to choose from. */
  int MOST_VALUES = 100;

  /** The fewest members of a group, and the most. */
  int FEWEST_MEMBERS = 2;

  int MOST_MEMBERS = 5;

  /** How deep groups go: a group may hold groups that hold none. */
  int DEEPEST = 2;

  /** The attribute is one of these strings, numbers or booleans. */
  record OneOf(String key, List<AttributeValue> values) implements Filter {
    public OneOf {
      requireKey(key);
      values = requireValues(values);
    }
  }

  /** The attribute is of the type of one of these, and none of them. */
  record NoneOf(String key, List<AttributeValue> values) implements Filter {
    public NoneOf {
      requireKey(key);
      values = requireValues(values);
    }
  }

  /** The attribute is a number that compares so. */
  record Compared(String key, Order order, double number) implements Filter {
    public Compared {
      requireKey(key);
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("must be a finite number");
      }
    }
  }

  /** How a number compares. */
  enum Order {
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  /** The attribute is a string that begins so. */
  record StartsWith(String key, String prefix) implements Filter {
    public StartsWith {
      requireKey(key);
      requireText(prefix);
    }
  }

  /** The attribute is a list with this member. */
  record ListContains(String key, String member) implements Filter {
    public ListContains {
      requireKey(key);
      requireText(member);
    }
  }

  /** The attribute is a string that has this in it, or a list with such a member. */
  record StringContains(String key, String part) implements Filter {
    public StringContains {
      requireKey(key);
      requireText(part);
    }
  }

  /** All of them hold. */
  record AllOf(List<Filter> members) implements Filter {
    public AllOf {
      members = requireMembers(members);
    }
  }

  /** One of them holds, at least. */
  record AnyOf(List<Filter> members) implements Filter {
    public AnyOf {
      members = requireMembers(members);
    }
  }

  private static void requireKey(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException("key must have 1 to " + LONGEST_KEY + " characters");
    }
  }

  private static List<AttributeValue> requireValues(List<AttributeValue> values) {
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw new IllegalArgumentException("must have 1 to " + MOST_VALUES + " values");
    }
    for (AttributeValue value : values) {
      switch (value) {
        case AttributeValue.Text(String text) -> requireShort(text);
        case AttributeValue.Texts _ ->
            throw new IllegalArgumentException("must not have a list for a value");
        case AttributeValue.Numeric _, AttributeValue.Flag _ -> {}
      }
    }
    return List.copyOf(values);
  }

  private static void requireText(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    requireShort(text);
  }

  private static void requireShort(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("must have at most " + LONGEST_TEXT + " characters");
    }
  }

  private static List<Filter> requireMembers(List<Filter> members) {
    if (members.size() < FEWEST_MEMBERS || members.size() > MOST_MEMBERS) {
      throw new IllegalArgumentException(
          "must have " + FEWEST_MEMBERS + " to " + MOST_MEMBERS + " members");
    }
    if (members.stream().mapToInt(Filter::depth).max().orElse(0) >= DEEPEST) {
      throw new IllegalArgumentException("must not be nested deeper than " + DEEPEST + " groups");
    }
    return List.copyOf(members);
  }

  /** How many groups lie in each other. */
  private static int depth(Filter filter) {
    return switch (filter) {
      case AllOf(List<Filter> members) -> 1 + depth(members.stream());
      case AnyOf(List<Filter> members) -> 1 + depth(members.stream());
      case OneOf _, NoneOf _, Compared _, StartsWith _, ListContains _, StringContains _ -> 0;
    };
  }

  private static int depth(Stream<Filter> members) {
    return members.mapToInt(Filter::depth).max().orElse(0);
  }
}
