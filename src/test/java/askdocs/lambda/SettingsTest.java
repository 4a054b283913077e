package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void allThatAreMissingAreNamed() {
    assertEquals(
        "These environment variables are not set: GROUPS_CLAIM, STATE_TABLE",
        assertThrows(
                IllegalStateException.class,
                () ->
                    Settings.from(
                        Map.of("STATE_TABLE", " ", "INDEX_PREFIX", "i"),
                        Set.of(Setting.STATE_TABLE, Setting.GROUPS_CLAIM, Setting.INDEX_PREFIX)))
            .getMessage());
  }

  @Test
  void aSettingIsReadAsWhatItIs() {
    Settings settings =
        Settings.from(
            Map.of(
                "STATE_TABLE",
                " state ",
                "EMBEDDING_DIMENSIONS",
                "512",
                "ALLOWED_MODEL_IDS",
                "a, b,,"),
            Set.of(Setting.STATE_TABLE, Setting.EMBEDDING_DIMENSIONS, Setting.ALLOWED_MODEL_IDS));

    assertEquals("state", settings.text(Setting.STATE_TABLE));
    assertEquals(512, settings.number(Setting.EMBEDDING_DIMENSIONS));
    assertEquals(List.of("a", "b"), settings.list(Setting.ALLOWED_MODEL_IDS));
    assertThrows(IllegalStateException.class, () -> settings.number(Setting.STATE_TABLE));
    assertThrows(IllegalStateException.class, () -> settings.text(Setting.INDEX_PREFIX));
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "30m, PT30M", "24h, PT24H", "7d, PT168H", "off,"})
  void aTimeIsANumberAndAUnit(String value, Duration time) {
    Settings settings = Settings.from(Map.of("SESSION_TTL", value), Set.of(Setting.SESSION_TTL));

    assertEquals(Optional.ofNullable(time), settings.time(Setting.SESSION_TTL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"24", "h", "0h", "-1h", "24 h", "PT24H", "1w", "OFF", "1234567s"})
  void whatIsNoTimeIsRefused(String value) {
    Settings settings = Settings.from(Map.of("SESSION_TTL", value), Set.of(Setting.SESSION_TTL));

    assertEquals(
        "SESSION_TTL is not a time such as 90s, 30m, 24h or 7d, and not off: " + value,
        assertThrows(IllegalStateException.class, () -> settings.time(Setting.SESSION_TTL))
            .getMessage());
  }
}
