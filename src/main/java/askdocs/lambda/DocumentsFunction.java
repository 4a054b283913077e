package askdocs.lambda;

import askdocs.aws.AwsClients;
import askdocs.aws.ControlRow;
import askdocs.aws.DocumentRows;
import askdocs.aws.ModelQuotas;
import askdocs.aws.Retrying;
import askdocs.aws.S3Uploads;
import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentList.Page;
import askdocs.ingest.DocumentList.Wanted;
import askdocs.ingest.DocumentLookup;
import askdocs.ingest.UploadPlace;
import askdocs.knowledge.Document;
import askdocs.knowledge.DocumentStatus;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** GET and POST /documents, and GET /documents/{key+}. */
public final class DocumentsFunction implements RequestStreamHandler {
  /** The settings that it needs. */
  public static final Set<Setting> SETTINGS =
      Set.copyOf(
          EnumSet.of(
              Setting.DOCUMENTS_BUCKET,
              Setting.STATE_TABLE,
              Setting.GROUPS_CLAIM,
              Setting.UPLOAD_GROUP,
              Setting.CORS_ORIGIN));

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_KEY_BYTES = 1_024;

  private final Edge edge;
  private final DocumentList list;
  private final DocumentLookup lookup;
  private final UploadRequests uploads;
  private final UploadPlace place;

  /** Wires the real clients, as the environment says. */
  public DocumentsFunction() {
    JsonLogs.install();
    Settings settings = Settings.fromEnvironment(SETTINGS);
    Clock clock = Clock.systemUTC();
    AwsClients clients = new AwsClients();
    Retrying retrying =
        new Retrying(
            ModelQuotas.NONE,
            new EmbeddedMetrics(Settings.functionName(), clock),
            new SecureRandom());
    String table = settings.text(Setting.STATE_TABLE);
    DocumentRows rows =
        new DocumentRows(
            clients.dynamoDb(),
            table,
            new ControlRow(clients.dynamoDb(), table, retrying, clock),
            settings.text(Setting.DOCUMENTS_BUCKET),
            retrying);
    this.edge =
        new Edge(
            clock, settings.text(Setting.GROUPS_CLAIM), settings.optional(Setting.CORS_ORIGIN));
    this.list = rows;
    this.lookup = rows;
    this.uploads = new UploadRequests(settings.text(Setting.UPLOAD_GROUP));
    this.place =
        new S3Uploads(
            clients.s3(),
            clients.s3Presigner(),
            settings.text(Setting.DOCUMENTS_BUCKET),
            new SecureRandom(),
            retrying);
  }

  DocumentsFunction(
      Edge edge,
      DocumentList list,
      DocumentLookup lookup,
      UploadRequests uploads,
      UploadPlace place) {
    this.edge = edge;
    this.list = list;
    this.lookup = lookup;
    this.uploads = uploads;
    this.place = place;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    edge.serve(in, out, context, this::serve);
  }

  private ObjectNode serve(ApiRequest request) {
    return switch (request.route()) {
      case "GET /documents" ->
          request.query("key").map(key -> one(key, request)).orElseGet(() -> page(request));
      case "POST /documents" -> UploadRequests.json(place.offer(uploads.read(request)));
      case "GET /documents/{key+}" -> one(decoded(request.path("key").orElse("")), request);
      default -> throw new ProblemException(Problem.notFound("There is no such path."));
    };
  }

  /** A plus sign in a path is a plus sign; URLDecoder takes it for a space. */
  private static String decoded(String key) {
    try {
      return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.invalid("key: is not percent-encoded."));
    }
  }

  private ObjectNode one(String key, ApiRequest request) {
    if (!mayBeKey(key)) {
      throw new ProblemException(Problem.notFound("There is no such document."));
    }
    return lookup
        .find(key, request.caller().groups())
        .map(DocumentsFunction::json)
        .orElseThrow(() -> new ProblemException(Problem.notFound("There is no such document.")));
  }

  /** Whether S3 has such keys, and the state table: both have keys of 1 to 1,024 bytes. */
  private static boolean mayBeKey(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= MAX_KEY_BYTES;
  }

  private ObjectNode page(ApiRequest request) {
    String prefix = request.query("prefix").orElse("");
    if (!prefix.isEmpty() && !mayBeKey(prefix)) {
      throw new ProblemException(
          Problem.invalid("prefix: must have at most " + MAX_KEY_BYTES + " bytes."));
    }
    Page page =
        list.list(
            new Wanted(
                prefix,
                request.query("status").map(DocumentsFunction::status),
                request.caller().groups(),
                request.query("limit").map(DocumentsFunction::limit).orElse(DEFAULT_LIMIT),
                request.query("nextToken").map(token -> key(token, prefix))));
    ObjectNode root = Json.STRICT.createObjectNode();
    ArrayNode documents = root.putArray("documents");
    page.documents().forEach(document -> documents.add(json(document)));
    if (page.more()) {
      root.put("nextToken", token(page.documents().getLast().uri().key()));
    }
    return root;
  }

  private static DocumentStatus status(String name) {
    return Arrays.stream(DocumentStatus.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                Problem.invalid(
                    "status: must be one of " + Arrays.toString(DocumentStatus.values()) + ".")));
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new ProblemException(
        Problem.invalid("limit: must be a whole number between 1 and " + MAX_LIMIT + "."));
  }

  private static String token(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** The key that a page ended with; the table takes none from outside of the prefix. */
  private static String key(String token, String prefix) {
    try {
      String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (mayBeKey(key) && key.startsWith(prefix)) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like one of another list.
    }
    throw new ProblemException(Problem.invalid("nextToken: is not one that this list gave."));
  }

  private static ObjectNode json(Document document) {
    ObjectNode node =
        Json.STRICT
            .createObjectNode()
            .put("uri", document.uri().toString())
            .put("status", document.status().name());
    put(node, "reason", document.reason());
    put(node, "version", document.version());
    put(node, "title", document.title());
    return node.put("bytes", document.bytes())
        .put("passages", document.passages())
        .put("updatedAt", document.updatedAt().toString());
  }

  private static void put(ObjectNode node, String field, Optional<String> value) {
    value.ifPresent(text -> node.put(field, text));
  }
}
