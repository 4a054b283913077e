package askdocs.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.Sentences.Range;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KnowledgeTest {
  private static final Access FINANCE = Access.ofGroups(List.of("finance"));
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC);

  @Test
  void everybodyReadsWhatIsPublicAndNobodyWhatIsClosed() {
    assertTrue(Access.PUBLIC.permits(Set.of()));
    assertTrue(Access.PUBLIC.permits(Set.of("finance")));
    assertFalse(Access.CLOSED.permits(Set.of()));
    assertFalse(Access.CLOSED.permits(Set.of("!", "*", "finance")));
  }

  @Test
  void aGroupsMembersReadWhatIsTheirs() {
    assertTrue(FINANCE.permits(Set.of("sales", "finance")));
    assertFalse(FINANCE.permits(Set.of("Finance", "financ", "g:finance", "*", "")));
    assertFalse(FINANCE.permits(Set.of()));
  }

  @Test
  void noGroupsAtAllMeansNobody() {
    assertEquals(Access.CLOSED, Access.ofGroups(List.of()));
  }

  @Test
  void anAccessListIsSortedWithoutDuplicates() {
    assertEquals(
        List.of("*", "g:a", "g:b"), new Access(List.of("g:b", "*", "g:a", "g:b")).principals());
    assertEquals(List.of("*", "g:a", "g:b"), Access.principalsOf(Set.of("b", "a", "")));
  }

  @Test
  void aDeadlineNeverLeavesLessThanNoTime() {
    assertEquals(Duration.ofSeconds(5), Deadline.in(Duration.ofSeconds(5), CLOCK).remaining());
    assertFalse(Deadline.in(Duration.ofNanos(1), CLOCK).passed());
    assertTrue(Deadline.in(Duration.ZERO, CLOCK).passed());
    assertEquals(Duration.ZERO, new Deadline(Instant.EPOCH, CLOCK).remaining());
  }

  @Test
  void anEmbeddingCannotBeChangedFromOutside() {
    float[] values = {1, 2};
    Embedding embedding = new Embedding(values);
    values[0] = 9;
    embedding.values()[1] = 9;

    assertEquals(new Embedding(new float[] {1, 2}), embedding);
    assertEquals(new Embedding(new float[] {1, 2}).hashCode(), embedding.hashCode());
    assertNotEquals(new Embedding(new float[] {1, 3}), embedding);
    assertEquals(2, embedding.dimensions());
  }

  @Test
  void contextIsALineEachForWhatThereIs() {
    assertEquals("T\nA › B\n| n |", passage(Optional.of("A › B"), "| n |").context());
    assertEquals("T", passage(Optional.empty(), "").context());
  }

  @Test
  void aUriShowsTheKeyAsItIs() {
    assertEquals("s3://b/a b%2F+ñ.md", new DocumentUri("b", "a b%2F+ñ.md").toString());
  }

  @Test
  void sentencesAreGivenWithoutTheSpaceAroundThem() {
    assertEquals(
        List.of(new Range(1, 7), new Range(9, 12)),
        Sentences.of(" ¿Qué?!  Sí.\n", Locale.of("es")));
    assertEquals(List.of(), Sentences.of(" \n ", Locale.ROOT));
    assertEquals(List.of(), Sentences.of("", Locale.ROOT));
  }

  @Test
  void endsASentenceWhereALineStandsForItself() {
    String text =
        """
        # ETL y ELT
        ## Qué es ETL
        ETL son siglas
        de tres palabras. Se usan mucho

        - extraer
        - transformar
        | a | b |
        | 1 | 2 |
        Fin\
        """;
    assertEquals(
        List.of(
            "# ETL y ELT",
            "## Qué es ETL",
            "ETL son siglas\nde tres palabras.",
            "Se usan mucho",
            "- extraer",
            "- transformar",
            "| a | b |",
            "| 1 | 2 |",
            "Fin"),
        Sentences.of(text, Locale.ROOT).stream()
            .map(range -> text.substring(range.start(), range.end()))
            .toList());
  }

  static final List<Executable> INVALID =
      List.of(
          () -> new Access(List.of()),
          () -> new Access(List.of("finance")),
          () -> new Access(List.of("g:")),
          () -> Access.ofGroups(List.of("")),
          () -> new AttributeValue.Numeric(Double.NaN),
          () -> new Caller(" ", Set.of()),
          () -> new DocumentUri("", "key"),
          () -> new DocumentUri("bucket", ""),
          () -> new Embedding(new float[0]),
          () -> new Embedding(new float[] {Float.NaN}),
          () -> new Embedding(new float[] {Float.POSITIVE_INFINITY}),
          () -> new IndexRef(" ", "titan", 1),
          () -> new IndexRef("i", "titan", 0),
          () -> new Location(-1, 2, OptionalInt.empty(), Optional.empty()),
          () -> new Location(2, 2, OptionalInt.empty(), Optional.empty()),
          () -> new Location(0, 2, OptionalInt.of(0), Optional.empty()),
          () -> new PassageId("key", 0, 0),
          () -> new PassageId("key", 1, -1),
          () -> new PassageId("", 1, 0),
          () -> passage("T", " ", 1),
          () -> passage(" ", "text", 4),
          () -> passage("T", "text", 5));

  @ParameterizedTest
  @FieldSource("INVALID")
  void whatIsInvalidCannotBeMade(Executable made) {
    assertThrows(IllegalArgumentException.class, made);
  }

  private static Passage passage(Optional<String> heading, String tableHeader) {
    return new Passage(
        new PassageId("k", 1, 0),
        new DocumentUri("b", "k"),
        "v",
        "T",
        "text",
        tableHeader,
        new Location(0, 4, OptionalInt.empty(), heading),
        Access.PUBLIC);
  }

  private static Passage passage(String title, String text, int length) {
    return new Passage(
        new PassageId("k", 1, 0),
        new DocumentUri("b", "k"),
        "v",
        title,
        text,
        "",
        new Location(0, length, OptionalInt.empty(), Optional.empty()),
        Access.PUBLIC);
  }
}
