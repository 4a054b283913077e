package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedDateTest {
  private static final Optional<LocalDate> DATE = Optional.of(LocalDate.of(2026, 11, 5));

  private static String words(String text) {
    return String.join(" ", NamedDate.without(text, DATE).strip().split("\\s+"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-05",
        "05.11.2026",
        "5/11/2026",
        "11/05/2026",
        "5 November 2026",
        "5th of November, 2026",
        "November 5, 2026",
        "Nov. 5th, 2026",
        "5 de noviembre de 2026",
        "5 de noviembre del 2026",
        "5 novembre 2026",
        "5. November 2026",
        "November 2026",
        "noviembre de 2026"
      })
  void theDateGoesHoweverItIsWritten(String date) {
    assertEquals("the fee (of ) is 30.", words("The fee (of " + date + ") is 30."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026",
        "2025-11-05",
        "2026-11-06",
        "12026-11-05",
        "2026-11-051",
        "15 november 2026",
        "15 de noviembre de 2026",
        "5 december 2026",
        "december 2026",
        "5 november 2025",
        "november",
        "5.11",
        "sales 2026"
      })
  void anythingElseStays(String other) {
    assertEquals("the fee of " + other + " is 30.", words("The fee of " + other + " is 30."));
  }

  @Test
  void everyMonthIsKnownInEveryLanguageThatWeHaveWordsIn() {
    String[][] names = {
      {"January", "enero", "janeiro", "janvier", "Januar", "gennaio"},
      {"February", "febrero", "fevereiro", "février", "Februar", "febbraio"},
      {"March", "marzo", "março", "mars", "März", "marzo"},
      {"April", "abril", "abril", "avril", "April", "aprile"},
      {"May", "mayo", "maio", "mai", "Mai", "maggio"},
      {"June", "junio", "junho", "juin", "Juni", "giugno"},
      {"July", "julio", "julho", "juillet", "Juli", "luglio"},
      {"August", "agosto", "agosto", "août", "August", "agosto"},
      {"September", "septiembre", "setembro", "septembre", "September", "settembre"},
      {"October", "octubre", "outubro", "octobre", "Oktober", "ottobre"},
      {"November", "noviembre", "novembro", "novembre", "November", "novembre"},
      {"December", "diciembre", "dezembro", "décembre", "Dezember", "dicembre"}
    };
    for (int month = 1; month <= 12; month++) {
      for (String name : names[month - 1]) {
        for (int other = 1; other <= 12; other++) {
          String left =
              NamedDate.without("5 " + name + " 2026", Optional.of(LocalDate.of(2026, other, 5)));
          assertEquals(month == other, left.isBlank(), name + " is month " + other);
        }
      }
    }
  }

  @Test
  void withoutADateNothingGoes() {
    assertEquals("On 2026-11-05.", NamedDate.without("On 2026-11-05.", Optional.empty()));
  }
}
