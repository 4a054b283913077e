package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.DocumentReader.ReadOutcome.Ignored;
import askdocs.ingest.DocumentReader.ReadOutcome.Read;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsReaderTest {
  private static final Failed NO_TEXT = new Failed("No text was found in it.");

  @TempDir Path folder;

  @Test
  void plainTextStaysAsItIsAndItsFirstLineMayBeItsTitle() throws Exception {
    String text = "A Title\n\nFirst\nparagraph.\n  \n\tSecond one.  \n";

    Read read = assertInstanceOf(Read.class, read("notes.txt", text));

    assertEquals(text, read.text().text());
    assertEquals(Optional.of("A Title"), read.text().title());
    assertEquals(
        List.of("A Title", "First\nparagraph.", "\tSecond one."),
        read.text().blocks().stream().map(b -> text.substring(b.start(), b.end())).toList());
  }

  @Test
  void aSentenceIsNoTitle() throws Exception {
    Read read = assertInstanceOf(Read.class, read("notes.txt", "A sentence.\n\nAnother.\n"));

    assertEquals(Optional.empty(), read.text().title());
  }

  @ParameterizedTest
  @CsvSource({
    "readme.md, '<p align=center>x</p>', PROSE",
    "docs/README.MARKDOWN, '# x', HEADING",
    "page.html, '<h1>x</h1>', HEADING",
    "page, '<html><body><h1>x</h1></body></html>', HEADING",
    "notes.txt, '# x', PROSE",
    "mail.txt, 'From: x', PROSE",
    "mail.eml, 'From: x', LIST",
    "a.csv, 'a,b\nc,d', TABLE",
    "a.tsv, 'a\tb\nc\td', TABLE",
    "a.json, '{\"a\": 1}', LIST",
    "a.jsonl, '{\"a\": 1}', LIST",
    "a.xml, '<a><b>c</b></a>', LIST",
    "feed, '<?xml version=\"1.0\"?><a><b>c</b></a>', LIST",
    "a.xml, '<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><h1>x</h1></body></html>', HEADING",
    "LICENSE, x, PROSE"
  })
  void amongTextsTheNameDecides(String key, String text, Kind first) throws Exception {
    Read read = assertInstanceOf(Read.class, read(key, text));

    assertEquals(first, read.text().blocks().getFirst().kind());
  }

  @Test
  void theStoredTypeDecidesWhereTheNameSaysNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "# x");

    ReadOutcome outcome =
        new FormatsReader().read("file", Optional.of("text/markdown; charset=utf-8"), file);

    assertEquals(Optional.of("x"), assertInstanceOf(Read.class, outcome).text().title());
  }

  @Test
  void anOtherFormatIsIgnoredByNameWhateverItIsCalled() throws Exception {
    byte[] jpeg = {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0
    };

    Ignored ignored =
        new Ignored(
            "Its format is not supported: JPEG image. If it shows text, run OCR on it and upload"
                + " the result, as PDF or text.");

    assertEquals(ignored, read("photo.jpg", jpeg));
    assertEquals(ignored, read("photo.pdf", jpeg));
    assertEquals(ignored, read("photo.txt", jpeg));
  }

  @Test
  void anArchiveThatIsNoDocumentIsNotReadAsOne() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write('a');
    }

    assertEquals(
        new Ignored(
            "Its format is not supported: ZIP archive. Unpack it and upload the files in it one by"
                + " one."),
        read("files.zip", bytes.toByteArray()));
    assertEquals(
        new Failed("The file is damaged and could not be read as a Word document."),
        read("files.docx", bytes.toByteArray()));
  }

  @Test
  void whatAFileHoldsDecidesAndNotItsName() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("Hoja").createRow(0).createCell(0).setCellValue("x");
      book.write(bytes);
    }
    String rtf = "{\\rtf1 \\ansi x\\par}";

    assertEquals(
        "Hoja\n\nx",
        assertInstanceOf(Read.class, read("report.docx", bytes.toByteArray())).text().text());
    assertEquals("x", assertInstanceOf(Read.class, read("report.txt", rtf)).text().text());
    assertEquals("x", assertInstanceOf(Read.class, read("report.doc", rtf)).text().text());
  }

  @Test
  void damageIsToldInASentence() throws Exception {
    assertEquals(
        new Failed("The file is damaged and could not be read as PDF."),
        read("half.pdf", "%PDF-1.7\n1 0 obj <<"));
    assertEquals(
        new Failed("The file is damaged and could not be read as a Word document."),
        read("broken.docx", "PK\u0003\u0004 and nothing more"));
  }

  @Test
  void anEncryptedOfficeFileIsKnown() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (var out = encryptor.getDataStream(files)) {
        out.write(new byte[5000]);
      }
      files.writeFilesystem(bytes);
    }

    assertEquals(
        new Failed(UnreadableException.encrypted().getMessage()),
        read("letter.docx", bytes.toByteArray()));
  }

  @Test
  void emptyAndBlankFilesHaveNoText() throws Exception {
    assertEquals(new Failed("The file is empty."), read("a.txt", ""));
    assertEquals(NO_TEXT, read("a.txt", " \n\t\n"));
    assertEquals(NO_TEXT, read("a.md", "<!-- nothing to see -->\n\n---\n"));
    assertEquals(NO_TEXT, read("a.html", "<title>x</title><script>y</script>"));
  }

  @Test
  void aPdfWithoutTextAsksForOcr() throws Exception {
    Path file = folder.resolve("scan.pdf");
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.save(file.toFile());
    }

    assertEquals(
        new Failed("No text was found; if its pages are scanned images, run OCR on it first."),
        new FormatsReader().read("scan.pdf", Optional.empty(), file));
  }

  @Test
  void binaryDataUnderATextNameIsNoText() throws Exception {
    byte[] bytes = new byte[4000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37 + i / 7);
    }

    assertEquals(
        new Failed("The file is not text, though its name or type says so."), read("a.txt", bytes));
  }

  @Test
  void spacesOfAllKindsAreNoText() throws Exception {
    assertEquals(new Failed("No text was found in it."), read("a.txt", " \n\t\u00A0\n\u3000"));
  }

  @Test
  void whatIsTooLargeSaysSo() throws Exception {
    FormatsReader reader = new FormatsReader(new ReadLimits(2 << 20, 1000, 10, 10));
    Path text = Files.writeString(folder.resolve("long.md"), "word ".repeat(300));
    Path file = Files.write(folder.resolve("large.txt"), new byte[(2 << 20) + 1]);

    assertEquals(
        new Failed(
            "The document has more text than the 1,000 characters that are read of one document;"
                + " split it."),
        reader.read("long.md", Optional.empty(), text));
    assertEquals(
        new Failed("The file is larger than the 2 MB that are read."),
        reader.read("large.txt", Optional.empty(), file));
  }

  @Test
  void utf16WithoutAMarkIsText() throws Exception {
    Read read =
        assertInstanceOf(
            Read.class, read("a.txt", "La educación, en dos bytes.".getBytes(UTF_16LE)));

    assertEquals("La educación, en dos bytes.", read.text().text());
  }

  @Test
  void aFileThatIsNotThereIsNotTheOwnersFault() {
    assertThrows(
        UncheckedIOException.class,
        () -> new FormatsReader().read("a.txt", Optional.empty(), folder.resolve("gone")));
  }

  private ReadOutcome read(String key, String text) throws Exception {
    return read(key, text.getBytes(UTF_8));
  }

  private ReadOutcome read(String key, byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes);
    return new FormatsReader().read(key, Optional.empty(), file);
  }
}
