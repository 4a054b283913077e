package askdocs.lambda.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

/**
 * A handler whose output goes to the client as it is flushed.
 *
 * <p>It writes what Lambda calls an HTTP integration response: a JSON object with {@code
 * statusCode} and {@code headers}, eight NUL bytes, the body. Writing fails with an {@link
 * java.io.IOException} once nobody reads any more, where that is known.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html">
 *     Lambda proxy integrations with response streaming</a>
 */
public interface StreamingHandler extends RequestStreamHandler {}
