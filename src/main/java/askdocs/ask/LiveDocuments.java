package askdocs.ask;

import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import java.util.Map;
import java.util.Set;

/** Tells which versions of documents readers may see. */
@FunctionalInterface
public interface LiveDocuments {
  /**
   * The live version of each of the documents; a document without one is left out. The reads are
   * consistent: what was committed before the call is seen.
   *
   * @throws askdocs.knowledge.UpstreamException if the state cannot be read before the deadline
   */
  Map<String, Live> live(IndexRef index, Set<String> keys, Deadline deadline);

  /**
   * The version of a document that readers may see.
   *
   * @param generation the claim under which its passages were written
   * @param access who may read it
   */
  record Live(long generation, Access access) {}
}
