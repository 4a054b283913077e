package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.SearchResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The last passages that were seen: what a model quotes that goes by what it once read. */
final class Earlier {
  private static final int REMEMBERED = 2_000;

  private final Deque<SearchResult> seen = new ArrayDeque<>();

  /** Sentences seen earlier that are in none of these results, by the result that had them. */
  synchronized List<SearchResult> missingFrom(List<SearchResult> results) {
    Set<String> present = new HashSet<>();
    results.forEach(result -> present.addAll(result.content()));
    List<SearchResult> missing = new ArrayList<>();
    for (SearchResult old : seen) {
      List<String> gone =
          old.content().stream().filter(sentence -> !present.contains(sentence)).toList();
      if (!gone.isEmpty()) {
        missing.add(new SearchResult(old.source(), old.title(), gone, old.citations()));
      }
    }
    return missing;
  }

  synchronized void remember(List<SearchResult> results) {
    for (SearchResult result : results) {
      seen.remove(result);
      seen.addFirst(result);
    }
    while (seen.size() > REMEMBERED) {
      seen.removeLast();
    }
  }
}
