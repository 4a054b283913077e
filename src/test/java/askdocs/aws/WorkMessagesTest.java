package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Fingerprint;
import askdocs.ingest.HandOver;
import askdocs.ingest.Hint;
import askdocs.ingest.Progress;
import askdocs.ingest.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WorkMessagesTest {
  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    HandOver bare =
        new HandOver(
            "a b+ñ😀.md",
            9,
            8,
            OptionalLong.empty(),
            new Fingerprint("e", Optional.empty(), Optional.empty(), "reader 1"),
            false,
            new Progress(64, 0, 0));
    HandOver full =
        new HandOver(
            "a.md",
            1_700_000_000_001L,
            1_700_000_000_000L,
            OptionalLong.of(7),
            new Fingerprint("e", Optional.of("v"), Optional.of("s"), "reader 1"),
            true,
            new Progress(128, 2, 100));
    for (Work work :
        List.of(
            new Work.OfHint(new Hint("100%.md", true), 0),
            new Work.OfHint(new Hint("a.md", false), 3),
            new Work.OfHandOver("passages-1", bare, 0),
            new Work.OfHandOver("passages-2", full, 2))) {
      assertEquals(
          Optional.of(work), WorkMessages.read(Json.MAPPER.readTree(WorkMessages.write(work))));
    }
  }

  @Test
  void whatMakesNoWorkIsNone() throws Exception {
    for (String message :
        List.of(
            "{}",
            "{\"askdocs\":\"dance\"}",
            "{\"askdocs\":\"hint\",\"key\":\"\"}",
            "{\"askdocs\":\"hand-over\",\"index\":\"i\",\"key\":\"a\"}")) {
      assertEquals(Optional.empty(), WorkMessages.read(Json.MAPPER.readTree(message)));
    }
  }
}
