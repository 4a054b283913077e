package askdocs.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What each feature of AskDocs adds to an answer. */
final class AskFeatures implements Section {
  @Override
  public String name() {
    return "asks-features";
  }

  @Override
  public boolean asks() {
    return true;
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    return new Features(ground.asked().get(ground), ground).measure();
  }
}
