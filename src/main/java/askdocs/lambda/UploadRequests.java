package askdocs.lambda;

import askdocs.ingest.SidecarReader;
import askdocs.ingest.UploadPlace.Offer;
import askdocs.ingest.UploadPlace.Upload;
import askdocs.knowledge.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The body of POST /documents, and its answer. */
final class UploadRequests {
  static final Set<String> FIELDS = Set.of("name", "contentType", "bytes", "groups");
  private static final String EVERYBODY = "*";
  private static final int LONGEST_NAME = 200;

  /** The largest document that is read. */
  private static final long MAX_BYTES = 200L * 1024 * 1024;

  /** What a metadata file has room for, beside the quotes around each name. */
  private static final int MAX_GROUPS_LENGTH = 5_000;

  private static final int MAX_GROUPS = 100;
  private static final int LONGEST_GROUP = 1_000;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w!#$&^.+-]{1,80}/[\\w!#$&^.+-]{1,80}(; ?[\\w-]{1,40}=[\\w.+-]{1,40})?");

  private final String uploadGroup;

  /**
   * @param uploadGroup the group whose members may upload; {@code *} for every caller
   */
  UploadRequests(String uploadGroup) {
    this.uploadGroup = uploadGroup;
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException naming the field that is wrong, or if the caller may not upload
   */
  Upload read(ApiRequest request) {
    Caller caller = request.caller();
    if (!uploadGroup.equals(EVERYBODY) && !caller.groups().contains(uploadGroup)) {
      throw new ProblemException(Problem.forbidden("Only members of a certain group may upload."));
    }
    JsonNode root = AskRequests.object(request.jsonBody());
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw invalid(Shown.name(field.getKey()), "is an unknown field");
      }
    }
    return new Upload(
        name(text(root, "name")),
        contentType(text(root, "contentType")),
        bytes(root),
        groups(root, caller));
  }

  private static String name(String name) {
    if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw invalid("name", "must have 1 to " + LONGEST_NAME + " characters");
    }
    if (name.equals(".")
        || name.equals("..")
        || name.codePoints().anyMatch(UploadRequests::isBad)) {
      throw invalid("name", "must be a file's name, without a folder or control characters");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(SidecarReader.SUFFIX)) {
      throw invalid("name", "must not end in " + SidecarReader.SUFFIX + "; give groups instead");
    }
    return name;
  }

  /** Halves of surrogate pairs too, which no key can hold. */
  private static boolean isBad(int point) {
    return point == '/'
        || point == '\\'
        || Character.isISOControl(point)
        || Character.getType(point) == Character.SURROGATE;
  }

  private static String contentType(String type) {
    if (!MEDIA_TYPE.matcher(type).matches()) {
      throw invalid("contentType", "must be a media type such as application/pdf");
    }
    return type;
  }

  private static long bytes(JsonNode root) {
    JsonNode bytes = root.path("bytes");
    if (!bytes.isIntegralNumber()
        || !bytes.canConvertToLong()
        || bytes.longValue() < 1
        || bytes.longValue() > MAX_BYTES) {
      throw invalid("bytes", "must be a whole number between 1 and " + MAX_BYTES);
    }
    return bytes.longValue();
  }

  private static Optional<Set<String>> groups(JsonNode root, Caller caller) {
    JsonNode groups = root.path("groups");
    if (groups.isMissingNode()) {
      return Optional.empty();
    }
    if (!groups.isArray()) {
      throw invalid("groups", "must be a list of names");
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode group : groups) {
      if (!group.isTextual() || !caller.groups().contains(group.textValue())) {
        throw invalid("groups", "must name only groups that you belong to");
      }
      names.add(group.textValue());
    }
    boolean fits =
        names.size() <= MAX_GROUPS
            && names.stream().allMatch(name -> name.length() <= LONGEST_GROUP)
            && names.stream().mapToInt(String::length).sum() <= MAX_GROUPS_LENGTH;
    if (!fits) {
      throw invalid("groups", "are more than a metadata file has room for");
    }
    return Optional.of(names);
  }

  private static String text(JsonNode root, String field) {
    JsonNode value = root.path(field);
    if (value.isMissingNode()) {
      throw invalid(field, "is missing");
    }
    if (!value.isTextual()) {
      throw invalid(field, "must be a string");
    }
    return value.textValue();
  }

  private static ProblemException invalid(String field, String what) {
    return new ProblemException(Problem.invalid(field + ": " + what + "."));
  }

  static ObjectNode json(Offer offer) {
    ObjectNode node =
        Json.STRICT
            .createObjectNode()
            .put("method", offer.method())
            .put("url", offer.url().toString());
    ObjectNode headers = node.putObject("headers");
    new TreeMap<>(offer.headers()).forEach(headers::put);
    return node.put("uri", offer.uri().toString()).put("expiresAt", offer.expiresAt().toString());
  }
}
