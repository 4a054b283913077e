package askdocs.local.template;

/**
 * A YAML value with a tag of CloudFormation's, such as {@code !Sub}.
 *
 * @param tag with its exclamation mark
 * @param value a text, a list or a map
 */
public record Tagged(String tag, Object value) {}
