package askdocs.local.invoke;

import askdocs.local.invoke.Outcome.Failed;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command {@code scripts/invoke FUNCTION EVENT.json [--env-vars FILE]}.
 *
 * <p>The response goes to standard output, logs go to standard error. The exit status is 0 if the
 * function answered, 1 if it failed, 2 if it could not be asked.
 */
public final class Invoke {
  static final String USAGE = "Usage: scripts/invoke FUNCTION EVENT.json [--env-vars FILE]";
  private static final int CONNECT_MILLIS = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path templateFile;
  private final PrintStream out;
  private final PrintStream err;

  Invoke(Path templateFile, PrintStream out, PrintStream err) {
    this.templateFile = templateFile;
    this.out = out;
    this.err = err;
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new Invoke(Path.of("template.yaml"), out, System.err).run(arguments));
  }

  /** Why the function could not be asked, in words for the person who typed the command. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  int run(String... arguments) throws InterruptedException {
    try {
      return print(invocation(arguments).run(err));
    } catch (Refusal | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    }
  }

  private Invocation invocation(String... arguments) throws IOException, Refusal {
    boolean overrides = arguments.length == 4 && arguments[2].equals("--env-vars");
    if (arguments.length != 2 && !overrides) {
      throw new Refusal(USAGE);
    }
    Template.Function function = Template.load(templateFile).function(arguments[0]);
    if (!Files.isDirectory(function.codeUri())) {
      throw new Refusal(
          "There is no package in " + function.codeUri() + ": run mvn package -DskipTests");
    }
    JsonNode event = json(Path.of(arguments[1]), "event");
    Map<String, String> environment =
        new TreeMap<>(LocalResources.ON_DEFAULT_PORTS.environment(function));
    if (overrides) {
      environment.putAll(overrides(Path.of(arguments[3]), function.name()));
    }
    requireStack(environment);
    return new Invocation(function, environment, event.toString());
  }

  private static JsonNode json(Path file, String what) throws IOException, Refusal {
    try {
      JsonNode node = JSON.readTree(Files.readString(file));
      if (node.isMissingNode()) {
        throw new Refusal("The " + what + " file " + file + " is empty");
      }
      return node;
    } catch (NoSuchFileException e) {
      throw new Refusal("There is no " + what + " file " + file);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          "The " + what + " file " + file + " is not JSON: " + e.getOriginalMessage());
    }
  }

  /** In SAM's format: {@code {"Parameters": {…}}} for all functions, or one key a function. */
  private static Map<String, String> overrides(Path file, String function)
      throws IOException, Refusal {
    JsonNode all = json(file, "--env-vars");
    Map<String, String> overrides = new TreeMap<>();
    for (String section : new String[] {"Parameters", function}) {
      all.path(section)
          .properties()
          .forEach(it -> overrides.put(it.getKey(), it.getValue().asText()));
    }
    if (overrides.isEmpty()) {
      throw new Refusal(
          "%s sets nothing for %s: it should look like {\"%s\": {\"NAME\": \"value\"}}"
              .formatted(file, function, function));
    }
    return overrides;
  }

  /** A function that meets a stand-in that is not there would only time out. */
  private static void requireStack(Map<String, String> environment) throws Refusal {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      Optional<URI> loopback =
          Optional.of(variable.getValue())
              .filter(value -> value.matches("http://(127\\.0\\.0\\.1|localhost):[0-9]+(/.*)?"))
              .map(URI::create);
      if (loopback.isPresent() && !listens(loopback.get())) {
        throw new Refusal(
            "Nothing listens on %s, which %s names: start the local stack with scripts/local"
                .formatted(loopback.get().getAuthority(), variable.getKey()));
      }
    }
  }

  private static boolean listens(URI uri) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int print(Outcome outcome) {
    out.println(pretty(outcome.payload()));
    out.flush();
    return switch (outcome) {
      case Outcome.Answered _ -> 0;
      case Outcome.Streamed streamed -> {
        streamed.errorType().ifPresent(type -> err.println("The stream broke off: " + type));
        yield streamed.errorType().isPresent() ? 1 : 0;
      }
      case Failed failed -> {
        err.println(failed.errorType() + ": " + failed.errorMessage());
        yield 1;
      }
    };
  }

  private static String pretty(String payload) {
    try {
      JsonNode node = JSON.readTree(payload);
      return node.isMissingNode() ? payload : node.toPrettyString();
    } catch (JsonProcessingException e) {
      return payload;
    }
  }
}
