package askdocs.knowledge;

/**
 * A piece of a document that can be found, prompted and cited.
 *
 * @param id which passage of which version
 * @param uri its document
 * @param version the object's version id, or its entity tag where the bucket keeps no versions
 * @param title the document's title, never blank
 * @param text exactly the characters of the extracted text at {@code location}; what is quoted
 * @param context what surrounds it (headings, a table's header): embedded, searched and prompted,
 *     never quoted; may be empty
 * @param location where it stands
 * @param access who may read it
 */
public record Passage(
    PassageId id,
    DocumentUri uri,
    String version,
    String title,
    String text,
    String context,
    Location location,
    Access access) {
  public Passage {
    if (title.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("A passage needs a title and a text");
    }
    if (location.end() - location.start() != text.length()) {
      throw new IllegalArgumentException("A passage's text fills its location");
    }
  }
}
