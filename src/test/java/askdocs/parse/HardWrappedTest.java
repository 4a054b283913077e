package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardWrappedTest {
  @ParameterizedTest
  @CsvSource({
    "El sistema procesa toda la infor-/  mación del día., El sistema procesa toda la información"
        + " del día.",
    "The engineers looked for more infor-/mation., The engineers looked for more information.",
    "This is a rather long line on self-/contained parts., This is a rather long line on"
        + " self-contained parts.",
    "A well-read man. It is in any case a long line of well-/read people., A well-read man. It is"
        + " in any case a long line of well-read people.",
    "High goals and a level. It is a long line on high/-level and high-/level., High goals and a"
        + " level. It is a long line on high/-level and high-/level.",
    "A level so high is what is meant by a level that is high-/level today., A level so high is"
        + " what is meant by a level that is high-level today.",
    "The flight from Madrid goes on to Santa-/Fe., The flight from Madrid goes on to Santa-/Fe.",
    "short-/line, short-/line",
    "The prices are from 2019 up to the year 2020-/2021., The prices are from 2019 up to the year"
        + " 2020-/2021."
  })
  void partedWordsAreWholeAndHyphensOfTheirOwnStay(String wrapped, String mended) {
    assertEquals(mended.replace('/', '\n'), HardWrapped.mended(wrapped.replace('/', '\n')));
  }
}
