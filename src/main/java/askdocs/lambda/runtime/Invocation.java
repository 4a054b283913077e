package askdocs.lambda.runtime;

import java.io.InputStream;
import java.time.Instant;

/**
 * One event to handle.
 *
 * @param id Lambda's name for it
 * @param event its JSON, to be read once
 * @param deadline when it will be ended
 * @param functionArn the function, as it was invoked
 * @param trace X-Ray's header; may be empty
 */
record Invocation(
    String id, InputStream event, Instant deadline, String functionArn, String trace) {}
