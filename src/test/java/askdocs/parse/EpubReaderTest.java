package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.StructuredText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpubReaderTest {
  private static final String XOR =
      "<encryption xmlns:enc='urn:enc'><enc:EncryptedData><enc:EncryptionMethod Algorithm='%s'/>"
          + "</enc:EncryptedData></encryption>";

  @TempDir Path folder;

  @Test
  void chaptersComeInTheOrderOfTheSpine() throws Exception {
    StructuredText read = read("http://www.idpf.org/2008/embedding");

    assertEquals("Uno\n\nEl ñandú.\n\nDos\n\nFin.", read.text());
    assertEquals(Optional.of("El libro"), read.title());
    assertEquals(Optional.of(Locale.of("es")), read.language());
    assertEquals(
        DocumentProperties.of("", "Ana, Luis", "2019-05", "", "es").attributes(),
        read.attributes());
  }

  @Test
  void aProtectedBookIsRefused() {
    assertThrows(
        UnreadableException.class, () -> read("http://www.w3.org/2001/04/xmlenc#aes128-cbc"));
  }

  private StructuredText read(String encryption) throws Exception {
    Path file = folder.resolve("book.epub");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(
          zip,
          "META-INF/container.xml",
          "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>");
      add(zip, "META-INF/encryption.xml", String.format(Locale.ROOT, XOR, encryption));
      add(
          zip,
          "OPS/book.opf",
          """
          <package xmlns:dc="urn:dc"><metadata><dc:title>El libro</dc:title>
          <dc:creator>Ana</dc:creator><dc:creator>Luis</dc:creator><dc:date>2019-05</dc:date>
          <dc:language>es</dc:language></metadata><manifest>
          <item id="b" href="text/dos.xhtml" media-type="application/xhtml+xml"/>
          <item id="a" href="text/cap%20uno.xhtml" media-type="application/xhtml+xml"/>
          <item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
          </manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine>
          </package>
          """);
      add(zip, "OPS/nav.xhtml", "<html><body><p>Uno, Dos</p></body></html>");
      add(zip, "OPS/text/dos.xhtml", "<html><body><h1>Dos</h1><p>Fin.</p></body></html>");
      add(
          zip,
          "OPS/text/cap uno.xhtml",
          "<!DOCTYPE html SYSTEM 'file:///etc/hostname'><html><body><h1>Uno</h1>"
              + "<p>El &ntilde;andú.<span hidden>no</span></p></body></html>");
    }
    return new EpubReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));
  }

  private static void add(ZipOutputStream zip, String name, String content) throws Exception {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(UTF_8));
  }
}
