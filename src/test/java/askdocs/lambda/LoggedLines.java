package askdocs.lambda;

import static askdocs.lambda.Samples.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while something runs, as the lines of JSON that it becomes. */
final class LoggedLines {
  private static final Logger OURS = Logger.getLogger("askdocs");

  private LoggedLines() {}

  static List<ObjectNode> of(Runnable work) {
    List<ObjectNode> lines = new CopyOnWriteArrayList<>();
    JsonLogs format = new JsonLogs();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord log) {
            lines.add((ObjectNode) json(format.format(log)));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    OURS.addHandler(handler);
    try {
      work.run();
    } finally {
      OURS.removeHandler(handler);
    }
    return List.copyOf(lines);
  }
}
