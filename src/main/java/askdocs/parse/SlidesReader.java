package askdocs.parse;

import askdocs.ingest.StructuredText;
import askdocs.parse.Slide.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      Slides slides = new Slides(zip, presentation.size, writer);
      for (int i = 0; i < presentation.slides.size(); i++) {
        Optional<String> part = relations.target(presentation.slides.get(i));
        if (part.isPresent()) {
          slides.write(part.get(), i + 1);
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

  private static final class Slides {
    private final ZipParts zip;
    private final SlideShapes.Size size;
    private final BlockWriter writer;
    private final Map<String, SlidePaper> papers = new HashMap<>();

    Slides(ZipParts zip, SlideShapes.Size size, BlockWriter writer) {
      this.zip = zip;
      this.size = size;
      this.writer = writer;
    }

    void write(String part, int number) throws IOException, UnreadableException {
      PartRelations relations = PartRelations.of(zip, part);
      SlidePaper paper = paper(relations.first("slideLayout").orElse(""));
      Slide slide = new Slide();
      SlideShapes shapes = new SlideShapes(slide, size, paper, false);
      zip.parse(part, shapes);
      if (!shapes.isShown()) {
        return;
      }
      for (String diagram : shapes.diagrams()) {
        DiagramTexts texts = new DiagramTexts();
        zip.parse(relations.target(diagram).orElse(""), texts);
        slide.add(new Content.Lines(texts.lines()));
      }
      zip.parse(
          relations.first("notesSlide").orElse(""), new SlideShapes(slide, size, paper, true));
      slide.write(number, writer);
    }

    /** Many slides share a layout: each is read once. */
    private SlidePaper paper(String layout) throws IOException, UnreadableException {
      Optional<SlidePaper> known = Optional.ofNullable(papers.get(layout));
      if (known.isPresent()) {
        return known.get();
      }
      SlidePaper paper = SlidePaper.of(zip, layout);
      papers.put(layout, paper);
      return paper;
    }
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
