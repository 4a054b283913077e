package askdocs.parse;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;

/** Which character set the bytes of a Rich Text file are in: its own, or that of a font. */
final class RtfCharsets {
  /**
   * Windows' numbers of character sets, as fonts name them; 0, 1 and 2 stand for the file's own.
   */
  private static final Map<Integer, Integer> PAGES =
      Map.ofEntries(
          Map.entry(77, 10000),
          Map.entry(128, 932),
          Map.entry(129, 949),
          Map.entry(130, 1361),
          Map.entry(134, 936),
          Map.entry(136, 950),
          Map.entry(161, 1253),
          Map.entry(162, 1254),
          Map.entry(163, 1258),
          Map.entry(177, 1255),
          Map.entry(178, 1256),
          Map.entry(186, 1257),
          Map.entry(204, 1251),
          Map.entry(222, 874),
          Map.entry(238, 1250),
          Map.entry(254, 437),
          Map.entry(255, 850));

  /** Code pages whose names in Java are not windows- and their number. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          437,
          "IBM437",
          850,
          "IBM850",
          874,
          "x-windows-874",
          932,
          "windows-31j",
          936,
          "GBK",
          949,
          "x-windows-949",
          950,
          "x-windows-950",
          1361,
          "x-Johab",
          10000,
          "x-MacRoman",
          65001,
          "UTF-8");

  private final Map<Integer, Charset> fonts = new HashMap<>();
  private Charset own = page(1252);

  void own(int page) {
    own = page(page);
  }

  void font(int font, int set) {
    Integer page = PAGES.get(set);
    if (page == null) {
      fonts.remove(font);
    } else {
      fonts.put(font, page(page));
    }
  }

  Charset of(int font) {
    return fonts.getOrDefault(font, own);
  }

  private static Charset page(int page) {
    return Charset.forName(
        NAMES.getOrDefault(page, "windows-" + page), Charset.forName("windows-1252"));
  }
}
