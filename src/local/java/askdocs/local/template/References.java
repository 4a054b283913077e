package askdocs.local.template;

import java.util.Optional;

/** What the names in a template stand for, once it is deployed somewhere. */
public interface References {
  /** What {@code !Ref} gives for a resource or a pseudo parameter such as {@code AWS::Region}. */
  Optional<String> ref(String name);

  /** What {@code !GetAtt} gives for an attribute of a resource. */
  Optional<String> attribute(String resource, String attribute);
}
