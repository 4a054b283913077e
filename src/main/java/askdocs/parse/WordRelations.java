package askdocs.parse;

import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The package's relations: which part is the document. */
final class WordRelations extends DefaultHandler {
  private Optional<String> main = Optional.empty();

  Optional<String> main() {
    return main;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    String type = attributes.getValue("Type");
    String target = attributes.getValue("Target");
    if (name.equals("Relationship")
        && type != null
        && target != null
        && type.endsWith("/officeDocument")) {
      main = Optional.of(target.startsWith("/") ? target.substring(1) : target);
    }
  }
}
