package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.IndexRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static final IndexRef A = new IndexRef("passages-1", "titan", 1024);
  private static final IndexRef B = new IndexRef("passages-2", "titan", 512);
  private static final Control REST = Control.first(A);

  @Test
  void bothAreKeptWhileOneTakesTheOthersPlace() {
    assertEquals(List.of(A), REST.kept());
    assertEquals(List.of(A, B), REST.start(B).kept());
    assertEquals(List.of(B, A), REST.start(B).switched().kept());
    assertEquals(List.of(B), REST.start(B).switched().finished().kept());
  }

  @Test
  void aRollbackGivesUpTheNewOneOrReturnsToTheOld() {
    assertEquals(List.of(A), REST.start(B).rolledBack().kept());
    assertEquals(List.of(A, B), REST.start(B).switched().rolledBack().kept());
  }

  @Test
  void noNameAndNoVersionIsUsedTwice() {
    Control again = REST.start(B).rolledBack();
    assertEquals(2, again.made());
    assertEquals(new Control(A, Optional.empty(), Optional.empty(), 2, 3), again);
  }

  @Test
  void oneChangeAtATime() {
    assertThrows(IllegalStateException.class, () -> REST.start(B).start(B));
    assertThrows(IllegalStateException.class, () -> REST.start(B).switched().start(B));
    assertThrows(IllegalStateException.class, REST::switched);
    assertThrows(IllegalStateException.class, REST::rolledBack);
    assertThrows(IllegalStateException.class, REST::finished);
    assertThrows(IllegalStateException.class, () -> REST.start(B).finished());
  }
}
