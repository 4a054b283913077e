package askdocs.local.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The command {@code scripts/openapi}: clients of the API, out of its description. */
public final class ClientExamples {
  private static final Path DOCUMENT = Path.of("src/main/resources/askdocs/openapi.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;

  ClientExamples(JsonNode document) {
    this.document = document;
  }

  /** Runs the command in the project's folder: its argument is the folder to write to. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Commands.exit(() -> run(List.of(arguments), out, err), out);
  }

  private static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() != 1 || arguments.getFirst().startsWith("-")) {
      err.println("Usage: scripts/openapi FOLDER");
      return 2;
    }
    try {
      ClientExamples examples = new ClientExamples(JSON.readTree(DOCUMENT.toFile()));
      Path folder = Files.createDirectories(Path.of(arguments.getFirst()));
      Files.copy(DOCUMENT, folder.resolve("openapi.json"), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(folder.resolve("askdocs.sh"), examples.curl());
      Files.writeString(folder.resolve("askdocs.py"), examples.python());
      Files.writeString(folder.resolve("askdocs.mjs"), examples.javaScript());
      out.println("Written to " + folder + ": openapi.json, askdocs.sh, askdocs.py, askdocs.mjs");
      return 0;
    } catch (IOException e) {
      err.println("Not possible: " + e.getMessage());
      return 2;
    }
  }

  /**
   * One call.
   *
   * @param path as in {@code /documents/{key}}
   * @param body an example of its body; missing if it has none
   */
  private record Operation(String method, String path, JsonNode description, JsonNode body) {
    String id() {
      return description.path("operationId").asText();
    }

    /** Whether its answer comes as events. */
    boolean isStreamed() {
      return description.at("/responses/200/content").has("text/event-stream");
    }

    /** The function of a client that makes such a call. */
    String caller() {
      return isStreamed() ? "events" : "call";
    }

    String summary() {
      return description.path("summary").asText();
    }

    boolean hasQuery() {
      return description
          .path("parameters")
          .valueStream()
          .anyMatch(parameter -> parameter.path("in").asText().equals("query"));
    }
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        JsonNode schema = one.getValue().at("/requestBody/content/application~1json/schema/$ref");
        operations.add(
            new Operation(
                one.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                one.getValue(),
                document
                    .path("components")
                    .path("schemas")
                    .path(schema.asText().replaceFirst(".*/", ""))
                    .path("examples")
                    .path(0)));
      }
    }
    return operations;
  }

  String curl() {
    return """
    #!/usr/bin/env bash
    # Every call of the API. ASKDOCS_URL is where it is, ASKDOCS_API_KEY your key.
    set -euo pipefail

    call() {
      curl --silent --show-error --no-buffer --header "x-api-key: ${ASKDOCS_API_KEY:-}" \\
        --header 'Content-Type: application/json' "$@"
      echo
    }

    """
        + operations().stream()
            .map(operation ->
                "# %s\ncall --request %s \"${ASKDOCS_URL%%/}%s\"%s\n"
                    .formatted(
                        operation.summary(),
                        operation.method(),
                        operation.path().replace("{key}", "samples%2Fetl.md"),
                        operation.body().isMissingNode()
                            ? ""
                            : " --data '" + operation.body() + "'"))
            .collect(Collectors.joining("\n"));
  }

  String python() {
    return """
    \"""Every call of the API. ASKDOCS_URL is where it is, ASKDOCS_API_KEY your key.\"""
    import json
    import os
    import urllib.error
    import urllib.parse
    import urllib.request


    def send(method, path, body=None, query=None):
        url = os.environ["ASKDOCS_URL"].rstrip("/") + path
        if query:
            url += "?" + urllib.parse.urlencode(query)
        request = urllib.request.Request(
            url,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "x-api-key": os.environ.get("ASKDOCS_API_KEY", ""),
            },
        )
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error


    def call(method, path, body=None, query=None):
        with send(method, path, body, query) as response:
            return json.load(response)


    def events(method, path, body):
        \"""Each event of a stream as it comes: its name and its data.\"""
        with send(method, path, body) as response:
            for line in response:
                field, _, value = line.decode().rstrip("\\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    yield name, json.loads(value)

    """
        + operations().stream()
            .map(operation ->
                """

                def %s(%s):
                    \"""%s\"""
                    return %s("%s", %s)
                """
                    .formatted(
                        snake(operation.id()),
                        parameters(operation, "**query"),
                        operation.summary(),
                        operation.caller(),
                        operation.method(),
                        arguments(
                            operation,
                            "\"" + operation.path().replaceFirst("\\{key}", "") + "\"",
                            "urllib.parse.quote(key, safe=\"\")",
                            "query=query")))
            .collect(Collectors.joining("\n"))
        + """


        if __name__ == "__main__":
            print(json.dumps(ask(%s), indent=2, ensure_ascii=False))
        """
            .formatted(document.at("/components/schemas/Question/examples/0"));
  }

  String javaScript() {
    return """
    // Every call of the API. ASKDOCS_URL is where it is, ASKDOCS_API_KEY your key.
    const send = async (method, path, { body, query } = {}) => {
      const url = process.env.ASKDOCS_URL.replace(/\\/+$/, "") + path;
      const response = await fetch(query ? `${url}?${new URLSearchParams(query)}` : url, {
        method,
        headers: {
          "Content-Type": "application/json",
          "x-api-key": process.env.ASKDOCS_API_KEY ?? "",
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      if (!response.ok) {
        throw new Error(await response.text());
      }
      return response;
    };

    const call = async (...request) => (await send(...request)).json();

    // Each event of a stream as it comes: its name and its data.
    async function* events(...request) {
      const { body } = await send(...request);
      let name;
      let rest = "";
      for await (const piece of body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + piece).split("\\n");
        rest = lines.pop();
        for (const line of lines) {
          if (line.startsWith("event: ")) {
            name = line.slice(7);
          } else if (line.startsWith("data: ")) {
            yield { name, data: JSON.parse(line.slice(6)) };
          }
        }
      }
    }

    """
        + operations().stream()
            .map(operation ->
                "// %s\nexport const %s = (%s) => %s(\"%s\", %s);\n"
                    .formatted(
                        operation.summary(),
                        operation.id(),
                        parameters(operation, "query"),
                        operation.caller(),
                        operation.method(),
                        arguments(
                                operation,
                                "\"" + operation.path().replaceFirst("\\{key}", "") + "\"",
                                "encodeURIComponent(key)",
                                "{ query }")
                            .replace(", body", ", { body }")))
            .collect(Collectors.joining("\n"))
        + """

        console.log(JSON.stringify(await ask(%s), null, 2));
        """
            .formatted(document.at("/components/schemas/Question/examples/0"));
  }

  private static String parameters(Operation operation, String query) {
    if (operation.path().contains("{key}")) {
      return "key";
    }
    return !operation.body().isMissingNode() ? "body" : operation.hasQuery() ? query : "";
  }

  private static String arguments(Operation operation, String path, String key, String query) {
    if (operation.path().contains("{key}")) {
      return path + " + " + key;
    }
    String more = !operation.body().isMissingNode() ? "body" : operation.hasQuery() ? query : "";
    return more.isEmpty() ? path : path + ", " + more;
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
