package askdocs.local.invoke;

import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is started: the template's functions, and one that does nothing beside them. */
final class ColdStarts {
  private static final String ANSWERED = "\\\"outcome\\\":\\\"answered\\\"";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path project;
  private final Template template;
  private final CannedUpstreams upstreams;

  ColdStarts(Path project, CannedUpstreams upstreams) throws IOException {
    this.project = project;
    this.template = Template.load(project.resolve("template.yaml"));
    this.upstreams = upstreams;
  }

  /**
   * All of them.
   *
   * @param scratch a folder for the package of the empty one
   */
  List<ColdStart> all(Path scratch) throws IOException {
    Template.Function ask = template.function("AskFunction");
    Template.Function stream = template.function("AskStreamFunction");
    List<ColdStart> all = new ArrayList<>();
    all.add(new ColdStart("empty handler", empty(scratch), Map.of(), "{}", "{}"));
    all.add(of("AskFunction, on demand", ask.onDemand(), Map.of(), read("ask"), ANSWERED));
    all.add(of("AskFunction, restored", ask, Map.of(), read("ask"), ANSWERED));
    all.add(
        of(
            "AskStreamFunction, no AOT cache",
            stream,
            Map.of("ASKDOCS_AOT_OPTIONS", "-XX:AOTMode=off"),
            read("ask-stream"),
            "event: done"));
    all.add(
        of("AskStreamFunction, AOT cache", stream, Map.of(), read("ask-stream"), "event: done"));
    all.add(
        of(
            "DocumentsFunction",
            template.function("DocumentsFunction").onDemand(),
            Map.of(),
            read("documents"),
            "\"statusCode\":200"));
    all.add(
        of(
            "IngestFunction, nothing to do",
            template.function("IngestFunction").onDemand(),
            Map.of(),
            "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"documents\"}",
            "batchItemFailures"));
    return all;
  }

  private ColdStart of(
      String name,
      Template.Function function,
      Map<String, String> more,
      String event,
      String proof) {
    Map<String, String> environment =
        new TreeMap<>(LocalResources.ON_DEFAULT_PORTS.environment(function));
    environment.putAll(upstreams.environment());
    environment.putAll(more);
    if (function.snapStart()) {
      // As on Lambda, it asks for its credentials.
      environment.remove("AWS_ACCESS_KEY_ID");
      environment.remove("AWS_SECRET_ACCESS_KEY");
    }
    return new ColdStart(name, function, environment, event, proof);
  }

  /** The sample event, as a gateway would send it now: an old one would be out of time. */
  private String read(String event) throws IOException {
    ObjectNode read =
        (ObjectNode) JSON.readTree(project.resolve("events/" + event + ".json").toFile());
    return read.toString();
  }

  private Template.Function empty(Path scratch) throws IOException {
    String file = EmptyHandler.class.getName().replace('.', '/') + ".class";
    Path copy = scratch.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = EmptyHandler.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IllegalStateException("No class " + file);
      }
      Files.copy(in, copy);
    }
    Template.Function ask = template.function("AskFunction");
    return new Template.Function(
        "Empty",
        ask.runtime(),
        EmptyHandler.class.getName() + "::handleRequest",
        ask.memoryMb(),
        Duration.ofSeconds(10),
        scratch,
        false,
        Map.of());
  }
}
