package askdocs.ask;

import java.util.EnumSet;
import java.util.Set;

/**
 * What keeps text in documents from steering an answer, beside the rules, which stand where no
 * document's text stands. Each can be left out to measure what it is worth; what answers people has
 * {@link #ALL}, and no setting takes one away.
 */
public enum Defence {
  /** Sentences, titles and headings that speak to a model are not given to it. */
  WITHHOLD_ORDERS,
  /** A citation holds only if its piece of the answer has to do with the words cited. */
  SUPPORT,
  /** Pictures, scripts, and links that stand in no cited words leave the answer. */
  NO_ACTIVE_CONTENT,
  /** Orders and questions that have nothing to do with what is asked are no answer to it. */
  ORDERS_ARE_NO_ANSWER,
  /** Sentences that repeat our rules leave the answer. */
  RULES_STAY;

  /** All of them. */
  public static final Set<Defence> ALL = Set.copyOf(EnumSet.allOf(Defence.class));
}
