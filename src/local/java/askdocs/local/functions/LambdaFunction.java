package askdocs.local.functions;

/** Something that can be invoked as a Lambda function is. */
@FunctionalInterface
public interface LambdaFunction {
  /**
   * Invokes it and waits.
   *
   * @param event the event's JSON
   * @return the answer's JSON
   * @throws FunctionFailure if it failed, took too long or its process ended
   */
  String invoke(String event) throws FunctionFailure;
}
