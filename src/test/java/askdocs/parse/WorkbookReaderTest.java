package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookReaderTest {
  @TempDir Path folder;

  @Test
  void cellsComeAsTheyAreShown() throws Exception {
    StructuredText read =
        read(book -> {
          Sheet sheet = book.createSheet("Ventas");
          row(sheet, 0, "Región", "Fecha", "Importe", "Parte", "Día");
          Row row = row(sheet, 1, "Cataluña", 45352, 1234.5, 0.256, 45352);
          show(book, row, 1, "m/d/yy");
          show(book, row, 2, "#,##0.00\\ \"€\"");
          show(book, row, 3, "0.0%");
          show(book, row, 4, "[$-C0A]d\" de \"mmmm");
          row.createCell(5).setCellFormula("C2*2");
          row.getCell(5).setCellValue(2469);
        });

    assertEquals(
        """
        Ventas

        | Región | Fecha | Importe | Parte | Día |  |
        | --- | --- | --- | --- | --- | --- |
        | Cataluña | 2024-03-01 | 1,234.50 € | 25.6% | 1 de marzo | 2469 |\
        """,
        read.text());
    Block table = read.blocks().getLast();
    assertEquals(
        List.of(
            OptionalInt.of(1), List.of("Ventas"), "| Región | Fecha | Importe | Parte | Día |  |"),
        List.of(table.page(), table.headings(), table.tableHeader()));
  }

  @Test
  void hiddenSheetsRowsAndColumnsAndValuesAreLeftOut() throws Exception {
    StructuredText read =
        read(book -> {
          row(book.createSheet("Oculta"), 0, "no");
          Sheet sheet = book.createSheet("Datos");
          row(sheet, 0, "k", "no", "v");
          row(sheet, 1, "no", "no", "no").setZeroHeight(true);
          Row row = row(sheet, 2, "a", "no", 1);
          row.createCell(3).setCellValue("no");
          show(book, row, 3, ";;;");
          sheet.setColumnHidden(1, true);
          book.setSheetHidden(0, true);
        });

    assertEquals("Datos\n\n| k | v |\n| --- | --- |\n| a | 1 |", read.text());
    assertEquals(OptionalInt.of(2), read.blocks().getFirst().page());
  }

  @Test
  void emptyRowsAndColumnsPartTablesAndALineAboveIsText() throws Exception {
    StructuredText read =
        read(book -> {
          Sheet sheet = book.createSheet("Hoja1");
          row(sheet, 0, "Balance");
          row(sheet, 1, "a", "b", "", "c", "d");
          row(sheet, 2, "1", "2", "", "3", "4");
          row(sheet, 5, "e", "f");
          row(sheet, 6, "x", 5);
          row(sheet, 7, "y", 6);
          row(sheet, 9, "z", 7);
        });

    assertEquals(
        """
        Hoja1

        Balance

        | a | b |
        | --- | --- |
        | 1 | 2 |

        | c | d |
        | --- | --- |
        | 3 | 4 |

        | e | f |
        | --- | --- |
        | x | 5 |
        | y | 6 |
        | z | 7 |\
        """,
        read.text());
    assertEquals(Optional.empty(), read.title());
  }

  @Test
  void aCellMergedOverRowsStandsInEachOfThem() throws Exception {
    StructuredText read =
        read(book -> {
          Sheet sheet = book.createSheet("Años");
          row(sheet, 0, "año", "mes");
          row(sheet, 1, 2023, "enero");
          row(sheet, 2, "", "febrero");
          row(sheet, 3, "", "total");
          sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
        });

    assertEquals(
        """
        Años

        | año | mes |
        | --- | --- |
        | 2023 | enero |
        | 2023 | febrero |
        |  | total |\
        """,
        read.text());
  }

  @Test
  void aLongTableIsOneBlockUnderOneHeader() throws Exception {
    StructuredText read =
        read(book -> {
          Sheet sheet = book.createSheet("Largo");
          row(sheet, 0, "n", "doble");
          for (int i = 1; i <= 600; i++) {
            row(sheet, i, i, 2 * i);
          }
        });

    assertEquals(
        List.of("", "| n | doble |"), read.blocks().stream().map(Block::tableHeader).toList());
    assertEquals(604, read.text().lines().count());
  }

  @Test
  void lettersThatAreNotSeenOnTheirCellAreLeftOut() throws Exception {
    StructuredText read =
        read(book -> {
          Font pale = book.createFont();
          pale.setColor(IndexedColors.WHITE.getIndex());
          Font tiny = book.createFont();
          tiny.setFontHeightInPoints((short) 1);
          Row row = row(book.createSheet("Hoja"), 0, "a la vista", "blanca", "diminuta", "clara");
          CellStyle unfilled = book.createCellStyle();
          unfilled.setFont(pale);
          row.getCell(1).setCellStyle(unfilled);
          CellStyle small = book.createCellStyle();
          small.setFont(tiny);
          row.getCell(2).setCellStyle(small);
          CellStyle filled = book.createCellStyle();
          filled.setFont(pale);
          filled.setFillPattern(FillPatternType.SOLID_FOREGROUND);
          filled.setFillForegroundColor(IndexedColors.DARK_BLUE.getIndex());
          row.getCell(3).setCellStyle(filled);
        });

    assertEquals("Hoja\n\na la vista\nclara", read.text());
  }

  private StructuredText read(Consumer<XSSFWorkbook> content) throws Exception {
    Path file = folder.resolve("book.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      content.accept(book);
      book.write(out);
    }
    return new WorkbookReader(ReadLimits.DEFAULT)
        .read(new FormatReader.Source(file, Optional.empty()));
  }

  private static Row row(Sheet sheet, int number, Object... values) {
    Row row = sheet.createRow(number);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Number n) {
        row.createCell(i).setCellValue(n.doubleValue());
      } else if (!values[i].equals("")) {
        row.createCell(i).setCellValue((String) values[i]);
      }
    }
    return row;
  }

  private static void show(XSSFWorkbook book, Row row, int column, String format) {
    CellStyle style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat(format));
    row.getCell(column).setCellStyle(style);
  }
}
