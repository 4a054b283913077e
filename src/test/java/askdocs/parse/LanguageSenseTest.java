package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageSenseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "es! Las personas trabajadoras tendrán derecho a vacaciones retribuidas.",
        "en! Employees are entitled to thirty days of paid holiday each year.",
        "pt! Os trabalhadores têm direito a trinta dias de férias remuneradas por ano.",
        "ca! Les persones treballadores tindran dret a trenta dies de vacances retribuïdes.",
        "fr! Les salariés ont droit à trente jours de congés payés par an, au choix.",
        "de! Die Beschäftigten haben Anspruch auf dreißig Tage bezahlten Urlaub im Jahr."
      })
  void tellsASentencesLanguage(String language, String text) {
    assertEquals(Optional.of(Locale.of(language)), LanguageSense.of(text));
  }

  @ParameterizedTest
  @CsvSource({"¿Qué es ETL?", "A-1029 | 3.50 | 2024-01-02 | B-1030 | 4.50 | 2024-01-03", "''"})
  void saysNothingOfWhatSaysTooLittle(String text) {
    assertEquals(Optional.empty(), LanguageSense.of(text));
  }
}
