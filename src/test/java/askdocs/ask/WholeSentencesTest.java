package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.claim;
import static askdocs.ask.Sample.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WholeSentencesTest {
  @Test
  void whatBreaksOffIsLeftOutWhicheverSpansItIsIn() {
    assertEquals(
        List.of(plain("Según los documentos: "), cited("ETL carga. ", claim(0, 0, 1))),
        WholeSentences.of(
            List.of(
                plain("Según los documentos: "),
                cited("ETL carga. No es", claim(0, 0, 1)),
                plain(" un "),
                cited("mét", claim(0, 1, 2)))));
  }

  @Test
  void anAnswerThatEndsWithItsSentenceStaysAsItIs() {
    assertEquals(
        List.of(plain("One. "), plain("Two!")),
        WholeSentences.of(List.of(plain("One. "), plain("Two!"))));
  }

  @Test
  void thePointOfAListThatBreaksOffGoesAndTheOthersStay() {
    assertEquals(
        List.of(plain("- Extract data\n- Load data\n")),
        WholeSentences.of(List.of(plain("- Extract data\n- Load data\n- Trans"))));
  }

  @Test
  void ofAFirstSentenceThatBreaksOffNothingIsLeft() {
    assertEquals(List.of(), WholeSentences.of(List.of(plain("ETL"), plain(" is"))));
    assertEquals(List.of(), WholeSentences.of(List.of(plain(" "))));
    assertEquals(List.of(), WholeSentences.of(List.of()));
  }
}
