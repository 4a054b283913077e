package askdocs.local.template;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Keeps the tags that CloudFormation gives to values, and refuses all others. */
final class TaggedYaml extends SafeConstructor {
  TaggedYaml() {
    super(options());
    yamlMultiConstructors.put("!", new KeepTag());
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return options;
  }

  private final class KeepTag extends AbstractConstruct {
    @Override
    public Object construct(Node node) {
      Object value =
          switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> throw new IllegalArgumentException("Not a value: " + node);
          };
      return new Tagged(node.getTag().getValue(), value);
    }
  }
}
