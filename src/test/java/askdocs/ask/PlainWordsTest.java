package askdocs.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is ETL? | ENGLISH",
        "Who was Ada? | ENGLISH",
        "¿Qué es ETL? | SPANISH",
        "que es etl | SPANISH",
        "¿Precio? | SPANISH",
        "¿Cómo se cifra un bucket? | SPANISH",
        "O que é ETL? | PORTUGUESE",
        "Quais são os tipos de nuvem? | PORTUGUESE",
        "Qu'est-ce que l'ETL ? | FRENCH",
        "Où sont les données ? | FRENCH",
        "Was ist ETL? | GERMAN",
        "Welche Daten sind für mich? | GERMAN",
        "Cos'è l'ETL? | ITALIAN",
        "Perché è così? | ITALIAN",
        "QUÉ ES ETL | SPANISH",
        "ETL? | ENGLISH",
        "12 + 3 | ENGLISH",
        "ETLとは何ですか | ENGLISH",
      })
  void aQuestionIsAnsweredInItsLanguage(String question, PlainWords language) {
    assertEquals(language, PlainWords.forQuestion(new Question(question)));
  }

  @ParameterizedTest
  @CsvSource({"What is it?, The documents do not say.", "¿Qué es?, Los documentos no lo dicen."})
  void whatIsNotKnownIsSaidPlainly(String question, String sentence) {
    assertEquals(sentence, PlainWords.forQuestion(new Question(question)).unknown());
  }
}
