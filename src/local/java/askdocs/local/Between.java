package askdocs.local;

import askdocs.local.functions.LambdaFunction;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a test puts between the parts of the local stack.
 *
 * @param notifications from what takes S3's events, the queue, to what shall take them instead
 * @param fromQueue from the function that the queue's messages go to, to what shall get them
 * @param environment for a function, by its logical id, the variables that it shall have in place
 *     of the stack's own
 */
public record Between(
    UnaryOperator<Consumer<String>> notifications,
    UnaryOperator<LambdaFunction> fromQueue,
    Map<String, Map<String, String>> environment) {
  /** Each part beside the next. */
  public static final Between NOTHING =
      new Between(UnaryOperator.identity(), UnaryOperator.identity(), Map.of());

  public Between {
    environment = Map.copyOf(environment);
  }
}
