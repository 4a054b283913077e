package askdocs.local.chaos;

import askdocs.local.s3.S3StandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Bucket, table and index, held against each other without the code under test: for each object of
 * the bucket the index holds exactly the passages of its content, with its access, in the one
 * generation that its row calls live; and it holds nothing else.
 */
final class Comparison {
  private final Map<String, History.Current> wanted;
  private final Held held;
  private final List<String> differences = new ArrayList<>();

  private Comparison(History history, Held held) {
    this.wanted =
        history.current().stream()
            .collect(
                Collectors.toMap(
                    History.Current::key, current -> current, (a, _) -> a, TreeMap::new));
    this.held = held;
  }

  /** What differs, a line each. */
  static List<String> of(S3Client s3, History history, Held held) {
    Comparison comparison = new Comparison(history, held);
    comparison.bucket(s3);
    Set<String> keys = new TreeSet<>(comparison.wanted.keySet());
    keys.addAll(held.rows().keySet());
    keys.addAll(held.passages().keySet());
    keys.forEach(comparison::compare);
    return List.copyOf(comparison.differences);
  }

  /** What is thought to be in the bucket must be there, or all that follows says nothing. */
  private void bucket(S3Client s3) {
    Map<String, String> listed =
        s3.listObjectsV2Paginator(request -> request.bucket(S3StandIn.BUCKET)).contents().stream()
            .filter(object -> !Bucket.isSidecar(object.key()))
            .collect(
                Collectors.toMap(
                    object -> object.key(), object -> object.eTag().replace("\"", "")));
    Map<String, String> noted =
        wanted.values().stream()
            .collect(Collectors.toMap(History.Current::key, now -> now.content().etag()));
    if (!listed.equals(noted)) {
      differences.add("The bucket's listing is not what was put: " + listed.size() + " objects");
    }
  }

  private void compare(String key) {
    Optional<History.Current> object = Optional.ofNullable(wanted.get(key));
    Optional<Held.Row> row = Optional.ofNullable(held.rows().get(key));
    List<Held.Passage> passages = held.passages().getOrDefault(key, List.of());
    String status = object.map(Comparison::status).orElse("NOT_FOUND");
    if (object.isPresent() || row.isPresent()) {
      equal(key, "status", status, row.map(Held.Row::status).orElse("no row"));
      equal(
          key,
          "etag",
          object.map(now -> now.content().etag()).orElse(""),
          row.map(Held.Row::etag).orElse(""));
    }
    if (status.equals("INDEXED")) {
      equal(key, "passages", expected(object.orElseThrow(), row), passages);
    } else {
      equal(key, "passages", List.of(), passages);
      equal(key, "live", -1L, row.map(Held.Row::live).orElse(-1L));
    }
  }

  private static String status(History.Current object) {
    return object.permit() instanceof Permit.Unusable
        ? "FAILED"
        : object.content().paragraphs().isEmpty() ? "IGNORED" : "INDEXED";
  }

  private static List<Held.Passage> expected(History.Current object, Optional<Held.Row> row) {
    List<String> paragraphs = object.content().paragraphs();
    Set<String> access = object.permit().principals();
    return IntStream.range(0, paragraphs.size())
        .mapToObj(at ->
            new Held.Passage(
                row.map(Held.Row::live).orElse(-1L),
                at,
                object.content().etag(),
                paragraphs.get(at),
                access))
        .toList();
  }

  private void equal(String key, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      differences.add(key + ": " + what + " is " + shown(found) + " and not " + shown(wanted));
    }
  }

  private static String shown(Object value) {
    String text = value.toString();
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }
}
