package askdocs.local.tools;

import askdocs.ingest.Finding;
import askdocs.ingest.Finding.Drift;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** For programs: one object, its findings written as they come. */
final class JsonReport implements Report {
  private final JsonGenerator json;

  JsonReport(OutputStream out) throws IOException {
    this.json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
  }

  private interface Writing {
    void write() throws IOException;
  }

  @Override
  public void begin(String index) {
    write(() -> {
      json.writeStartObject();
      json.writeStringField("index", index);
      json.writeArrayFieldStart("findings");
    });
  }

  @Override
  public void tell(Finding finding) {
    write(() -> {
      json.writeStartObject();
      json.writeStringField("key", finding.key());
      json.writeStringField("drift", name(finding.drift()));
      json.writeStringField("reason", finding.reason());
      json.writeEndObject();
    });
  }

  @Override
  public void end(long documents, Map<Drift, Long> counts, long hints, int replayed) {
    write(() -> {
      json.writeEndArray();
      json.writeNumberField("documents", documents);
      json.writeObjectFieldStart("counts");
      for (Map.Entry<Drift, Long> count : counts.entrySet()) {
        json.writeNumberField(name(count.getKey()), count.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("hints", hints);
      json.writeNumberField("replayed", replayed);
      json.writeEndObject();
      json.writeRaw('\n');
      json.flush();
    });
  }

  private static String name(Drift drift) {
    return drift.name().toLowerCase(Locale.ROOT);
  }

  private static void write(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException("The report cannot be written", e);
    }
  }
}
