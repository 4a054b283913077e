package askdocs.local.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * An object's key as a path of plain ASCII below the bucket's folder, and back.
 *
 * <p>A file system has rules that S3 has not: no {@code a} beside {@code a/b}, no {@code a//b} nor
 * {@code ..}, names of 255 bytes at most, names outside ASCII only in some locales. So:
 *
 * <table>
 *   <caption>How a key's characters are written</caption>
 *   <tr><td>letters, digits, {@code - _ . ( ) , = +} and space</td><td>as they are</td></tr>
 *   <tr><td>{@code /}</td><td>{@code ~/}: a folder's name ends with a tilde</td></tr>
 *   <tr><td>a name's leading full stop, and the rest</td><td>{@code %XX}, the bytes of UTF-8</td></tr>
 *   <tr><td>beyond 200 characters of one name</td><td>{@code %/} cuts it in two</td></tr>
 *   <tr><td>an empty name at the end</td><td>{@code %-}</td></tr>
 * </table>
 */
final class KeyPath {
  private static final int NAME_LENGTH = 200;
  private static final String PLAIN = "-_.(),=+ ";
  private static final String EMPTY_NAME = "%-";

  private KeyPath() {}

  /** The path for a key. */
  static String of(String key) {
    StringBuilder path = new StringBuilder();
    int name = 0;
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (c == '/') {
        path.append("~/");
        name = path.length();
        continue;
      }
      if (path.length() - name >= NAME_LENGTH) {
        path.append("%/");
        name = path.length();
      }
      boolean hides = c == '.' && path.length() == name;
      if (plain(c) && !hides) {
        path.append(c);
      } else {
        path.append('%').append("%02X".formatted((int) c));
      }
    }
    return path.length() == name ? path.append(EMPTY_NAME).toString() : path.toString();
  }

  /** The key that a path stands for. */
  static String keyOf(String path) {
    String written =
        path.endsWith(EMPTY_NAME)
            ? path.substring(0, path.length() - EMPTY_NAME.length())
            : path;
    String encoded = written.replace("%/", "").replace("~/", "/").replace("+", "%2B");
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static boolean plain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PLAIN.indexOf(c) >= 0;
  }
}
