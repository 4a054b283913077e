package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatMakesATerminalDoThingsIsWrittenAsItsNumber() {
    assertEquals(
        "¿Qué? 山\n\\u{1b}[31mrojo\\u{7} a\\u{202e}b \\u{9b}x\\u{d}",
        Printable.of("¿Qué? 山\n\u001b[31mrojo\u0007 a\u202eb \u009bx\r"));
  }
}
