package askdocs.ask;

import askdocs.ask.LiveDocuments.Live;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds passages for a question, by meaning and by words. */
@FunctionalInterface
public interface Retriever {
  /**
   * The passages nearest by their vectors, and those that the question's words are rarest in: only
   * what the principals may read and the filter admits, in both.
   *
   * @throws askdocs.knowledge.UpstreamException if the index cannot be reached before the deadline
   */
  Candidates candidates(Wanted wanted, Deadline deadline);

  /**
   * What is wanted.
   *
   * @param index where to search
   * @param question the words to find
   * @param embedding the question's vector; without one, words alone decide
   * @param principals whom the passages' access lists must name, one of them at least
   * @param filter what the passages' attributes must be
   * @param count how many passages of each kind
   * @param excluded versions that are no longer live, to be left out
   */
  record Wanted(
      IndexRef index,
      Question question,
      Optional<Embedding> embedding,
      List<String> principals,
      Optional<Filter> filter,
      int count,
      Set<DocumentVersion> excluded) {
    public Wanted {
      principals = List.copyOf(principals);
      excluded = Set.copyOf(excluded);
      if (principals.isEmpty()) {
        throw new IllegalArgumentException("Somebody asks");
      }
    }
  }

  /**
   * What was found, each list best first.
   *
   * @param byMeaning scored by the vectors' cosine, mapped from −1…1 to 0…1; empty without a vector
   * @param byWords scored by BM25, which knows no upper bound
   */
  record Candidates(List<Scored> byMeaning, List<Scored> byWords) {
    public Candidates {
      byMeaning = List.copyOf(byMeaning);
      byWords = List.copyOf(byWords);
    }
  }

  /**
   * What a search tells of a passage that it found; its text is read only if it is used.
   *
   * @param id which passage
   * @param words the same for all passages that say the same in the same words
   * @param score how well it fits
   */
  record Scored(PassageId id, String words, double score) {
    DocumentVersion version() {
      return DocumentVersion.of(id);
    }
  }

  /**
   * A version of a document in the index.
   *
   * @param key the object's key
   * @param generation the claim under which its passages were written
   */
  record DocumentVersion(String key, long generation) {
    static DocumentVersion of(PassageId passage) {
      return new DocumentVersion(passage.key(), passage.generation());
    }

    static DocumentVersion of(Passage passage) {
      return of(passage.id());
    }

    /** Whether it is the one that readers may see, and a member of these groups may read it. */
    boolean isLive(Map<String, Live> live, Set<String> groups) {
      return Optional.ofNullable(live.get(key))
          .filter(state -> state.generation() == generation)
          .filter(state -> state.access().permits(groups))
          .isPresent();
    }
  }
}
