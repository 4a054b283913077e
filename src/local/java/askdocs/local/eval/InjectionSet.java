package askdocs.local.eval;

import java.util.List;

/**
 * Texts that try to make a model do something, and the documents that they are planted in.
 *
 * @param name what it is called
 * @param attacks the texts
 * @param contexts the documents, each with a question about it
 */
record InjectionSet(String name, List<Attack> attacks, List<Context> contexts) {
  InjectionSet {
    attacks = List.copyOf(attacks);
    contexts = List.copyOf(contexts);
  }

  /** An attack; its name says where it comes from. */
  record Attack(String id, String text) {}

  /** A document as it is without an attack. */
  record Context(String id, String text, String question) {}
}
