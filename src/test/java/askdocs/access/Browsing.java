package askdocs.access;

import askdocs.knowledge.Caller;
import askdocs.knowledge.DocumentStatus;
import askdocs.lambda.DocumentsCalls;
import askdocs.lambda.DocumentsCalls.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Callers who look at the list of documents, page by page, and at single ones. They see all that
 * they may, and by nothing that they see is there more or less than that.
 */
final class Browsing {
  private static final List<String> PREFIXES = List.of("", "", "doc-", "doc-1", "doc-7", "doc-77");

  private final Library library;
  private final Sight sight;
  private final DocumentsCalls calls;
  private final Random random;

  Browsing(Library library, Sight sight, DocumentsCalls calls, Random random) {
    this.library = library;
    this.sight = sight;
    this.calls = calls;
    this.random = random;
  }

  /** Looks at a list to its end, and now and then a document changes between two pages. */
  int pages(Caller caller) {
    String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
    DocumentStatus[] all = DocumentStatus.values();
    Optional<DocumentStatus> status =
        random.nextBoolean() ? Optional.empty() : Optional.of(all[random.nextInt(all.length)]);
    int limit = 1 + random.nextInt(6);
    Map<String, String> query = new HashMap<>(Map.of("limit", Integer.toString(limit)));
    query.put("prefix", prefix);
    status.ifPresent(one -> query.put("status", one.name()));

    List<String> seen = new ArrayList<>();
    boolean changed = false;
    int pages = 0;
    do {
      pages++;
      Reply reply = calls.list(caller, query);
      List<String> page = page(reply, caller.groups());
      if (query.containsKey("nextToken") && page.isEmpty() && !changed) {
        throw new Violation("There is nothing behind a page that had more: " + seen);
      }
      seen.addAll(page);
      query.remove("nextToken");
      JsonNode token = reply.body().path("nextToken");
      if (token.isTextual()) {
        requireNoHint(token.textValue(), page, limit);
        query.put("nextToken", token.textValue());
        if (random.nextInt(6) == 0) {
          library.change();
          changed = true;
        }
      }
    } while (query.containsKey("nextToken"));

    List<String> expected =
        library.listedFor(caller.groups()).entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .filter(one -> status.map(one.getValue().shownStatus()::equals).orElse(true))
            .map(Map.Entry::getKey)
            .toList();
    if (!changed && !seen.equals(expected)) {
      throw new Violation("A list is not what may be seen now: " + seen + " and not " + expected);
    }
    return pages;
  }

  private List<String> page(Reply reply, Set<String> groups) {
    if (reply.status() != 200) {
      throw new Violation("A page cannot be seen: " + reply);
    }
    sight.told("A list", reply.body().toString());
    List<String> keys = new ArrayList<>();
    for (JsonNode document : reply.body().path("documents")) {
      String key = document.path("uri").textValue().substring("s3://documents/".length());
      if (!library.listedFor(groups).containsKey(key)) {
        throw new Violation("A list names for " + groups + " what they may not see now: " + key);
      }
      keys.add(key);
    }
    return keys;
  }

  /** A token names the last document that was shown, and a page that has one is full. */
  private static void requireNoHint(String token, List<String> page, int limit) {
    String key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    if (page.size() != limit || !page.getLast().equals(key)) {
      throw new Violation(
          "A page hints at what is not shown: " + page + " of " + limit + ", and then " + key);
    }
  }

  /** Looks at a document that may be there or not, be for the caller or not. */
  void one(Caller caller) {
    String key = "doc-" + random.nextInt(Library.KEYS + 2);
    boolean byQuery = random.nextBoolean();
    Reply reply = one(caller, key, byQuery);
    if (library.listedFor(caller.groups()).containsKey(key)) {
      if (reply.status() != 200) {
        throw new Violation("A document cannot be seen: " + reply);
      }
      sight.told("A document", reply.body().toString());
    } else if (reply.status() != 404 || !reply.equals(one(caller, "missing", byQuery))) {
      throw new Violation(
          "A document not for " + caller.groups() + " is not like a missing one: " + reply);
    }
  }

  private Reply one(Caller caller, String key, boolean byQuery) {
    return byQuery ? calls.list(caller, Map.of("key", key)) : calls.one(caller, key);
  }
}
