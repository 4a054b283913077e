package askdocs.knowledge;

import java.util.List;

/** The value of a document's attribute, in one of the types of a Knowledge Bases metadata file. */
public sealed interface AttributeValue {
  /** A string. */
  record Text(String value) implements AttributeValue {}

  /** A finite number. */
  record Numeric(double value) implements AttributeValue {
    public Numeric {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("An attribute's number is finite");
      }
    }
  }

  /** A boolean. */
  record Flag(boolean value) implements AttributeValue {}

  /** A list of strings. */
  record Texts(List<String> values) implements AttributeValue {
    public Texts {
      values = List.copyOf(values);
    }
  }
}
