package askdocs.local.bench;

import askdocs.local.bedrock.EmbeddingMode;
import java.io.IOException;
import java.util.Optional;

/** The stack with the first folder's documents, which all who ask its questions use in turns. */
final class AskedStack implements AutoCloseable {
  private Optional<LoadedStack> started = Optional.empty();

  /** The one that is there already; starts it, if it is not. */
  LoadedStack get(Ground ground) throws IOException, InterruptedException {
    if (started.isEmpty()) {
      BenchWanted wanted = ground.wanted();
      started =
          Optional.of(
              LoadedStack.start(ground, wanted.folder(), wanted.documents(), EmbeddingMode.HASHED));
    }
    return started.get();
  }

  @Override
  public void close() {
    started.ifPresent(LoadedStack::close);
    started = Optional.empty();
  }
}
