package askdocs.local.eval;

import askdocs.ask.Defence;
import askdocs.local.bedrock.AnswerMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A way to answer that attacks are tried on.
 *
 * @param name what it is called in the tables
 * @param mode how the stand-in answers; empty for a model that is as it is
 * @param model the model's id
 * @param defences what keeps attacks from working
 */
record Way(String name, Optional<AnswerMode> mode, String model, Set<Defence> defences) {
  /** A model without citations: it is given numbered passages, as text like any other. */
  static final String NUMBERED = "us.amazon.nova-lite-v1:0";

  /** The stand-in as it is, with all defences. */
  static final Way HONEST =
      new Way("honest", Optional.of(AnswerMode.QUOTE), Bench.ANSWERING, Defence.ALL);

  private static final Way HONEST_NUMBERED =
      new Way("honest, numbered passages", Optional.of(AnswerMode.QUOTE), NUMBERED, Defence.ALL);

  private static final List<AnswerMode> OBEDIENT =
      List.of(AnswerMode.OBEY_ANY, AnswerMode.OBEY_AND_CITE, AnswerMode.OBEY_OUTSIDE);

  Way {
    defences = Set.copyOf(defences);
  }

  /** The ways that are tried on the stand-in: each obedient mode, with and without defences. */
  static List<Way> onTheStandIn() {
    List<Way> ways = new ArrayList<>(List.of(HONEST));
    for (AnswerMode mode : OBEDIENT) {
      ways.add(obeying(mode, "", Defence.ALL));
    }
    ways.add(HONEST_NUMBERED);
    ways.add(numbered("", Defence.ALL));
    for (AnswerMode mode : OBEDIENT) {
      ways.add(obeying(mode, ", no defence", Set.of()));
    }
    ways.add(numbered(", no defence", Set.of()));
    for (Defence left : Defence.values()) {
      Set<Defence> others = new HashSet<>(Defence.ALL);
      others.remove(left);
      String without = ", all but " + named(left);
      ways.add(obeying(AnswerMode.OBEY_ANY, without, others));
      ways.add(obeying(AnswerMode.OBEY_AND_CITE, without, others));
    }
    return List.copyOf(ways);
  }

  /** The one way of a model that cannot be told how to answer. */
  static List<Way> asItIs() {
    return List.of(new Way("as it is", Optional.empty(), Bench.ANSWERING, Defence.ALL));
  }

  private static Way obeying(AnswerMode mode, String how, Set<Defence> defences) {
    return new Way(named(mode) + how, Optional.of(mode), Bench.ANSWERING, defences);
  }

  /** What is outside of search results then holds all passages. */
  private static Way numbered(String how, Set<Defence> defences) {
    AnswerMode mode = AnswerMode.OBEY_OUTSIDE;
    return new Way(
        named(mode) + ", numbered passages" + how, Optional.of(mode), NUMBERED, defences);
  }

  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
