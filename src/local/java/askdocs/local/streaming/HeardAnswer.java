package askdocs.local.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a client of POST /ask/stream knows, written to as the bytes of the events come: it applies
 * each event to what came before, as the API's description says.
 */
public final class HeardAnswer extends OutputStream {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<Event> each;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<Event> events = new ArrayList<>();
  private final ArrayNode citations = JsonNodeFactory.instance.arrayNode();
  private String text = "";
  private String name = "";

  /** An event of the stream. */
  public record Event(String name, JsonNode data) {}

  public HeardAnswer() {
    this(_ -> {});
  }

  /**
   * @param each is told of each event once it has been applied
   */
  public HeardAnswer(Consumer<Event> each) {
    this.each = each;
  }

  /** The answer's text, as it stands now. */
  public String text() {
    return text;
  }

  /** The citations that hold now. */
  public ArrayNode citations() {
    return citations;
  }

  /** All events until now. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The events of this name. */
  public List<JsonNode> events(String wanted) {
    return events.stream().filter(event -> event.name().equals(wanted)).map(Event::data).toList();
  }

  @Override
  public void write(int octet) throws IOException {
    if (octet != '\n') {
      line.write(octet);
      return;
    }
    String read = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (read.startsWith("event: ")) {
      name = read.substring("event: ".length());
    } else if (read.startsWith("data: ")) {
      apply(new Event(name, JSON.readTree(read.substring("data: ".length()))));
    }
  }

  private void apply(Event event) {
    switch (event.name()) {
      case "text" -> {
        int start = event.data().path("start").intValue();
        text = text.substring(0, start) + event.data().path("text").textValue();
        for (int last = citations.size() - 1;
            last >= 0 && citations.path(last).path("end").intValue() > start;
            last--) {
          citations.remove(last);
        }
      }
      case "citation" -> citations.add(event.data());
      default -> {
        // It says nothing of the answer as it stands.
      }
    }
    events.add(event);
    each.accept(event);
  }
}
