package askdocs.parse;

import askdocs.ingest.StructuredText;
import askdocs.parse.Slide.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A PowerPoint presentation (Office Open XML, ECMA-376 part 1, 19): its visible slides in their
 * order, each with its notes. Comments and what stands on masters are left out.
 */
final class SlidesReader implements FormatReader {
  private final ReadLimits limits;

  SlidesReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipParts zip = ZipParts.open(source.file(), limits)) {
      String main =
          PartRelations.of(zip, "").first("officeDocument").orElse("ppt/presentation.xml");
      if (!zip.has(main)) {
        throw new IOException("No main part");
      }
      Presentation presentation = new Presentation();
      zip.parse(main, presentation);
      PartRelations relations = PartRelations.of(zip, main);
      BlockWriter writer = new BlockWriter(limits);
      for (int i = 0; i < presentation.slides.size(); i++) {
        Optional<String> part = relations.target(presentation.slides.get(i));
        if (part.isPresent()) {
          write(zip, part.get(), presentation.size, i + 1, writer);
        }
      }
      CoreProperties core = new CoreProperties();
      zip.parse("docProps/core.xml", core);
      DocumentProperties properties = core.properties();
      return writer.finish(
          properties.title().or(writer::firstHeading),
          properties.language(),
          properties.attributes());
    }
  }

  private static void write(
      ZipParts zip, String part, SlideShapes.Size size, int number, BlockWriter writer)
      throws IOException, UnreadableException {
    Slide slide = new Slide();
    SlideShapes shapes = new SlideShapes(slide, size, false);
    zip.parse(part, shapes);
    if (!shapes.isShown()) {
      return;
    }
    PartRelations relations = PartRelations.of(zip, part);
    for (String diagram : shapes.diagrams()) {
      DiagramTexts texts = new DiagramTexts();
      zip.parse(relations.target(diagram).orElse(""), texts);
      slide.add(new Content.Lines(texts.lines()));
    }
    zip.parse(relations.first("notesSlide").orElse(""), new SlideShapes(slide, size, true));
    slide.write(number, writer);
  }

  /** The presentation's own part: its slides' order and size. */
  private static final class Presentation extends DefaultHandler {
    private final List<String> slides = new ArrayList<>();
    private SlideShapes.Size size = new SlideShapes.Size(Long.MAX_VALUE, Long.MAX_VALUE);

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      switch (name) {
        case "sldId" -> slides.add(relation(attributes));
        case "sldSz" -> {
          int width = CellStyles.number(attributes, "cx");
          int height = CellStyles.number(attributes, "cy");
          if (width > 0 && height > 0) {
            size = new SlideShapes.Size(width, height);
          }
        }
        default -> {}
      }
    }

    /** Of its two attributes called id, the one in the namespace of relations. */
    private static String relation(Attributes attributes) {
      for (int i = 0; i < attributes.getLength(); i++) {
        if (attributes.getLocalName(i).equals("id")
            && attributes.getURI(i).endsWith("/relationships")) {
          return attributes.getValue(i);
        }
      }
      return "";
    }
  }
}
