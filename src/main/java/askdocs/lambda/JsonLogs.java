package askdocs.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs as lines of JSON, with the id of the request that they belong to and of its trace in X-Ray.
 * A map given as a parameter adds its members as fields.
 */
final class JsonLogs extends Formatter {
  /** Where Lambda's runtime for Java says under which trace it invokes. */
  static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

  private static final Pattern TRACE = Pattern.compile("(?:^|;)Root=([^;]+)");
  private static final ScopedValue<String> REQUEST_ID = ScopedValue.newInstance();

  JsonLogs() {}

  /** Has all logs of this JVM written so. */
  static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setFormatter(new JsonLogs());
    root.addHandler(console);
  }

  /** Does work whose logs are written to nowhere: for what only looks like a request. */
  static void unheard(Runnable work) {
    Logger root = Logger.getLogger("");
    Handler[] heard = root.getHandlers();
    Handler nowhere = new StreamHandler(OutputStream.nullOutputStream(), new JsonLogs());
    for (Handler handler : heard) {
      root.removeHandler(handler);
    }
    root.addHandler(nowhere);
    try {
      work.run();
    } finally {
      root.removeHandler(nowhere);
      for (Handler handler : heard) {
        root.addHandler(handler);
      }
    }
  }

  /** Runs work whose logs belong to a request. */
  static <T> T withRequestId(String requestId, Supplier<T> work) {
    return ScopedValue.where(REQUEST_ID, requestId).call(work::get);
  }

  /** Runs the work in a thread of its own, whose records carry the id that the caller's do. */
  static void aside(Runnable work) {
    Optional<String> requestId =
        REQUEST_ID.isBound() ? Optional.of(REQUEST_ID.get()) : Optional.empty();
    Thread.startVirtualThread(
        () -> requestId.ifPresentOrElse(id -> ScopedValue.where(REQUEST_ID, id).run(work), work));
  }

  @Override
  public String format(LogRecord log) {
    ObjectNode line =
        Json.STRICT
            .createObjectNode()
            .put("time", log.getInstant().toString())
            .put("level", log.getLevel().getName())
            .put("logger", Optional.ofNullable(log.getLoggerName()).orElse(""))
            .put("message", formatMessage(log));
    if (REQUEST_ID.isBound()) {
      line.put("requestId", REQUEST_ID.get());
    }
    Matcher traced = TRACE.matcher(System.getProperty(TRACE_HEADER, ""));
    if (traced.find()) {
      line.put("traceId", traced.group(1));
    }
    Object[] parameters = log.getParameters();
    if (parameters != null && parameters.length > 0 && parameters[0] instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> line.set(name.toString(), json(value)));
    }
    if (log.getThrown() != null) {
      StringWriter trace = new StringWriter();
      log.getThrown().printStackTrace(new PrintWriter(trace));
      line.put("exception", trace.toString());
    }
    return Json.write(line) + "\n";
  }

  /** What JSON has no type for is written as text: a line is never lost for it. */
  private static JsonNode json(Object value) {
    return switch (value) {
      case JsonNode tree -> tree;
      case Number number -> Json.STRICT.valueToTree(number);
      case Boolean truth -> Json.STRICT.valueToTree(truth);
      default -> TextNode.valueOf(String.valueOf(value));
    };
  }
}
