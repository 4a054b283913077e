package askdocs.parse;

import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * XML of any vocabulary ({@link XmlBlocks} says how). Nothing outside the file is fetched, and
 * entities expand within the JDK's limits (its module java.xml, "JAXP processing limits").
 */
final class XmlReader implements FormatReader {
  private static final String FEATURES = "http://xml.org/sax/features/";

  private final ReadLimits limits;

  XmlReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    String text = TextFile.rawXml(source, limits).strip();
    BlockWriter writer = new BlockWriter(limits);
    XmlBlocks blocks = new XmlBlocks(writer, limits);
    try {
      XMLReader parser = parser();
      parser.setContentHandler(blocks);
      parser.setErrorHandler(blocks);
      parser.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
      parser.parse(new InputSource(new StringReader(text)));
    } catch (XmlBlocks.Stopped e) {
      throw e.reason();
    } catch (SAXParseException e) {
      throw refused(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(e);
    }
    return writer.finish(blocks.title().filter(TitleSense::isTitle), blocks.language());
  }

  private XMLReader parser() throws ParserConfigurationException, SAXException {
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setValidating(false);
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    factory.setFeature(FEATURES + "external-general-entities", false);
    factory.setFeature(FEATURES + "external-parameter-entities", false);
    SAXParser parser = factory.newSAXParser();
    parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    parser.setProperty("jdk.xml.maxElementDepth", limits.nesting() + 1); // ours tells more
    return parser.getXMLReader();
  }

  private static UnreadableException refused(SAXParseException e) {
    // The JDK marks what exceeds one of its limits by such a code.
    if (Optional.ofNullable(e.getMessage()).filter(m -> m.contains("JAXP000")).isPresent()) {
      return new UnreadableException(
          "The XML exceeds a limit of its parser: entities that expand into each other, or very"
              + " many attributes.",
          e);
    }
    return new UnreadableException(
        String.format(
            Locale.ROOT,
            "The file is not well-formed XML: see line %d, column %d.",
            e.getLineNumber(),
            e.getColumnNumber()),
        e);
  }
}
