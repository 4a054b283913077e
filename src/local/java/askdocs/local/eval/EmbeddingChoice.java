package askdocs.local.eval;

import askdocs.local.bedrock.EmbeddingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who embeds. */
enum EmbeddingChoice {
  /** The Bedrock stand-in as the local stack runs it: hashed words beside MiniLM. */
  STANDIN(Optional.of(EmbeddingMode.BOTH)),
  /** The stand-in with MiniLM alone, which knows English only. */
  MINILM(Optional.of(EmbeddingMode.MINILM)),
  /** Bedrock itself, with the user's credentials. */
  AWS(Optional.empty());

  private final Optional<EmbeddingMode> standIn;

  EmbeddingChoice(Optional<EmbeddingMode> standIn) {
    this.standIn = standIn;
  }

  /** The stand-in's mode; empty for Bedrock itself. */
  Optional<EmbeddingMode> standIn() {
    return standIn;
  }

  /** Its name on the command line. */
  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<EmbeddingChoice> named(String name) {
    return Arrays.stream(values()).filter(choice -> choice.shown().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(EmbeddingChoice::shown).collect(Collectors.joining(", "));
  }
}
