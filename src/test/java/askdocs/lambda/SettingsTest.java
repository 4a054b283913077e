package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
