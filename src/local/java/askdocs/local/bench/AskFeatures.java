package askdocs.local.bench;

import askdocs.local.bedrock.EmbeddingMode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What each feature of AskDocs adds to an answer. */
final class AskFeatures implements Section {
  @Override
  public String name() {
    return "asks-features";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    BenchWanted wanted = ground.wanted();
    try (LoadedStack loaded =
        LoadedStack.start(ground, wanted.folder(), wanted.documents(), EmbeddingMode.HASHED)) {
      return new Features(loaded, ground).measure();
    }
  }
}
