package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentWordsTest {
  @Test
  void wordsOfEveryTextSayNothing() {
    assertEquals(
        new ContentWords(Set.of("buckets", "objetos", "s3"), Set.of("1990", "3")),
        ContentWords.of("The buckets of S3, en los que hay objetos: 1990 and 3."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,000 | 1000",
        "1.000 | 1000",
        "158 349 | 158349",
        "12.345.678 | 12345678",
        "4,18 | 4.18",
        "4.180 | 4180",
        "4.50 | 4.5",
        "05 | 5",
        "0 | 0",
        "007 | 7",
        "０５ | 5",
      })
  void aNumberIsItsDigits(String written, String number) {
    assertEquals(Set.of(number), ContentWords.of("it is " + written + ".").numbers());
  }

  @Test
  void aDateIsItsParts() {
    assertEquals(Set.of("12", "5", "2024"), ContentWords.of("on 12.05.2024").numbers());
    assertEquals(Set.of("12", "5", "2024"), ContentWords.of("on 2024-05-12").numbers());
  }

  @ParameterizedTest
  @CsvSource({
    "transforms, transformar, true",
    "Extracción, extraccion, true",
    "bucket, buckets, true",
    "SQL, sql, true",
    "O2, O3, false",
    "load, loot, false",
    "interest, internet, true",
    "transport, transmission, false",
  })
  void wordsThatBeginAlikeAreAlike(String one, String other, boolean alike) {
    assertEquals(alike, ContentWords.of(one).touches(ContentWords.of(other)));
    assertEquals(alike, ContentWords.of(other).touches(ContentWords.of(one)));
  }

  @Test
  void theRestIsWhatTheOtherDoesNotHave() {
    assertEquals(
        List.of("daily"),
        List.copyOf(
            ContentWords.of("ETL loads daily").without(ContentWords.of("ETL load")).words()));
  }
}
