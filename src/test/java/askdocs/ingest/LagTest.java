package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LagTest {
  private static RowListing rows(String... keys) {
    return () -> Arrays.stream(keys).map(LagTest::known).iterator();
  }

  /** A key with a question mark behind it is not live. */
  private static Known known(String key) {
    boolean live = !key.endsWith("?");
    return new Known(
        new DocumentRow(
            key.replace("?", ""),
            2,
            2,
            live ? OptionalLong.of(2) : OptionalLong.empty(),
            DocumentStatus.PENDING,
            Optional.empty()),
        1,
        Optional.empty(),
        Instant.EPOCH);
  }

  @Test
  void nothingIsMissedWhereAllThatIsLiveIsLiveInBoth() {
    assertEquals(0, Lag.of(rows(), rows()));
    assertEquals(0, Lag.of(rows("a", "b?", "c"), rows("a", "c", "d")));
  }

  @Test
  void whatIsNotThereOrNotYetLiveIsMissed() {
    assertEquals(2, Lag.of(rows("a", "b", "c"), rows("b")));
    assertEquals(1, Lag.of(rows("a", "b"), rows("a?", "b")));
    assertEquals(1, Lag.of(rows("😀"), rows("�")));
  }
}
