package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.spend.Budget;
import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import askdocs.spend.BudgetExhaustedException;
import askdocs.spend.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassagesTest {
  private static final Source SOURCE =
      new Source(
          new StoredObject(
              new DocumentUri("documents", "notes/etl.txt"),
              "e1",
              Optional.of("v1"),
              12,
              Optional.empty(),
              Optional.empty()),
          new Fingerprint("e1", Optional.of("v1"), Optional.empty(), "pipeline"),
          Access.ofGroups(List.of("data")),
          Map.of("year", new AttributeValue.Numeric(2026)));

  private final List<String> embedded = new ArrayList<>();
  private final List<List<Embedded>> written = new ArrayList<>();
  private final List<Boolean> awaited = new ArrayList<>();

  private Conclusion index(KnownEmbeddings known, OptionalLong live, StructuredText text) {
    Passages passages =
        new Passages(
            new Chunker(new ChunkSize(3, 0, 100)),
            known,
            texts -> {
              embedded.addAll(texts);
              return texts.stream().map(PassagesTest::vector).toList();
            },
            this::write,
            Runnable::run);
    DocumentRow claimed =
        new DocumentRow(
            "notes/etl.txt", 8, 5, live, DocumentStatus.INDEXED, Optional.of(SOURCE.fingerprint()));
    return switch (passages.index(claimed, SOURCE, document(text), Progress.NONE, TIME)) {
      case Passages.Written.Whole(Conclusion conclusion) -> conclusion;
      case Passages.Written.Part(Progress progress) ->
          throw new AssertionError("Only up to " + progress);
    };
  }

  private void write(List<Embedded> passages, boolean last) {
    written.add(passages);
    awaited.add(last);
  }

  private static final Deadline TIME = Deadline.in(Duration.ofDays(1), Clock.systemUTC());

  private static final KnownEmbeddings NONE = (_, _, _) -> Map.of();

  private static StructuredText text(String text) {
    List<Block> blocks =
        text.isEmpty()
            ? List.of()
            : List.of(
                new Block(0, text.length(), Block.Kind.PROSE, OptionalInt.empty(), List.of(), ""));
    return new StructuredText(text, Optional.empty(), Optional.empty(), blocks);
  }

  private static ReadDocument document(StructuredText text) {
    return ReadDocument.of(text.about(), TextPart.of(text));
  }

  private static Embedding vector(String text) {
    return new Embedding(new float[] {text.length(), text.hashCode() % 1_000});
  }

  private static Embedded passage(int ordinal, String text, int start, Embedding vector) {
    return new Embedded(
        new Passage(
            new PassageId("notes/etl.txt", 8, ordinal),
            new DocumentUri("documents", "notes/etl.txt"),
            "v1",
            "etl.txt",
            text,
            "",
            new Location(start, start + text.length(), OptionalInt.empty(), Optional.empty()),
            Access.ofGroups(List.of("data"))),
        vector,
        Map.of("year", new AttributeValue.Numeric(2026)));
  }

  @Test
  void eachPassageHasTheDocumentsDate() {
    StructuredText text = text("One two three. Four five six.");
    index(
        NONE,
        OptionalLong.empty(),
        new StructuredText(
            text.text(),
            Optional.empty(),
            Optional.empty(),
            text.blocks(),
            Map.of("modified", new AttributeValue.Numeric(1_709_600_400))));

    assertEquals(
        List.of(
            Optional.of(LocalDate.parse("2024-03-05")), Optional.of(LocalDate.parse("2024-03-05"))),
        written.getFirst().stream().map(one -> one.passage().date()).toList());
  }

  /** Of passages a batch, an embedder that has money for so many of them. */
  private Passages.Written indexWithMoneyFor(int batches, Progress progress) {
    Passages passages =
        new Passages(
            new Chunker(new ChunkSize(3, 0, 100)),
            NONE,
            texts -> {
              if (embedded.size() >= batches) {
                throw new BudgetExhaustedException(
                    new Budget(Whose.INGESTION, Period.DAY, new Usd(1)), Instant.EPOCH, true);
              }
              embedded.addAll(texts);
              return texts.stream().map(PassagesTest::vector).toList();
            },
            (some, _) -> written.add(some),
            1,
            Runnable::run);
    DocumentRow claimed =
        new DocumentRow(
            "notes/etl.txt",
            8,
            5,
            OptionalLong.empty(),
            DocumentStatus.PENDING,
            Optional.of(SOURCE.fingerprint()));
    StructuredText text = text("One two three. Four five six. Seven eight nine.");
    return passages.index(claimed, SOURCE, document(text), progress, TIME);
  }

  @Test
  void whatWasPaidForIsHandedOverWhenTheBudgetIsExhausted() {
    assertEquals(
        new Passages.Written.Part(new Progress(2, 0, 0)), indexWithMoneyFor(2, Progress.NONE));
    assertEquals(2, written.size());
  }

  @Test
  void withoutMoneyForTheFirstPassageNothingIsDone() {
    assertThrows(BudgetExhaustedException.class, () -> indexWithMoneyFor(0, new Progress(2, 0, 0)));
    assertEquals(List.of(), written);
  }

  @Test
  void whatADocumentSaysOfItselfIsKeptUnlessItsSidecarSaysOtherwise() {
    StructuredText plain = text("One two three.");
    StructuredText text =
        new StructuredText(
            plain.text(),
            plain.title(),
            plain.language(),
            plain.blocks(),
            Map.of(
                "author", new AttributeValue.Text("Ana"),
                "year", new AttributeValue.Numeric(1999)));

    index(NONE, OptionalLong.empty(), text);

    assertEquals(
        List.of(
            Map.of(
                "author", new AttributeValue.Text("Ana"),
                "year", new AttributeValue.Numeric(2026))),
        written.getFirst().stream().map(Embedded::attributes).toList());
  }

  @Test
  void aDocumentIsWrittenPassageByPassageUnderItsClaim() {
    Conclusion conclusion = index(NONE, OptionalLong.empty(), text("One two three. Four five."));

    assertEquals(new Conclusion.Indexed(SOURCE, "etl.txt", 2), conclusion);
    assertEquals(
        List.of(
            List.of(
                passage(0, "One two three.", 0, vector("etl.txt\n\nOne two three.")),
                passage(1, "Four five.", 15, vector("etl.txt\n\nFour five.")))),
        written);
  }

  @Test
  void unchangedPassagesKeepTheirVectorsAndAreNotEmbedded() {
    Embedding kept = new Embedding(new float[] {7, 7});
    List<Object> asked = new ArrayList<>();
    KnownEmbeddings known =
        (key, generation, texts) -> {
          asked.addAll(List.of(key, generation, texts));
          return Map.of("etl.txt\n\nOne two three.", kept);
        };

    index(known, OptionalLong.of(5), text("One two three. Four five."));

    assertEquals(List.of("etl.txt\n\nFour five."), embedded);
    assertEquals(
        List.of(
            List.of(
                passage(0, "One two three.", 0, kept),
                passage(1, "Four five.", 15, vector("etl.txt\n\nFour five.")))),
        written);
    assertEquals(
        List.of("notes/etl.txt", 5L, List.of("etl.txt\n\nOne two three.", "etl.txt\n\nFour five.")),
        asked);
  }

  @Test
  void whereNothingIsLiveNoVectorsAreLookedFor() {
    KnownEmbeddings never =
        (_, _, _) -> {
          throw new AssertionError("nothing to look for");
        };

    index(never, OptionalLong.empty(), text("One two three."));

    assertEquals(List.of("etl.txt\n\nOne two three."), embedded);
  }

  @Test
  void nothingIsEmbeddedWhereAllIsKnown() {
    index(
        (_, _, texts) ->
            texts.stream().collect(Collectors.toMap(text -> text, PassagesTest::vector)),
        OptionalLong.of(5),
        text("One two three. Four five."));

    assertEquals(List.of(), embedded);
    assertEquals(2, written.getFirst().size());
  }

  @Test
  void theSamePassageTwiceIsEmbeddedOnce() {
    index(NONE, OptionalLong.empty(), text("One two three. One two three."));

    assertEquals(List.of("etl.txt\n\nOne two three."), embedded);
    assertEquals(2, written.getFirst().size());
  }

  @Test
  void aLongDocumentIsWrittenInBatches() {
    String sentences =
        IntStream.range(0, 130)
            .mapToObj(number -> "Sentence number " + number + ".")
            .collect(Collectors.joining(" "));

    Conclusion conclusion = index(NONE, OptionalLong.empty(), text(sentences));

    assertEquals(new Conclusion.Indexed(SOURCE, "etl.txt", 130), conclusion);
    assertEquals(List.of(64, 64, 2), written.stream().map(List::size).toList());
    assertEquals(List.of(false, false, true), awaited);
    assertEquals(
        IntStream.range(0, 130).boxed().toList(),
        written.stream().flatMap(List::stream).map(one -> one.passage().id().ordinal()).toList());
  }

  @Test
  void aDocumentWithoutTextFailsAndNothingIsWritten() {
    assertEquals(
        new Conclusion.Failed(SOURCE, "No text was found in the document."),
        index(NONE, OptionalLong.empty(), text("")));
    assertEquals(List.of(), written);
  }

  @Test
  void aFailedWriteIsNotHidden() {
    Passages passages =
        new Passages(
            new Chunker(),
            NONE,
            texts -> texts.stream().map(PassagesTest::vector).toList(),
            (_, _) -> {
              throw new UpstreamException("429", UpstreamException.Kind.RETRYABLE);
            },
            Runnable::run);
    DocumentRow claimed =
        new DocumentRow(
            "notes/etl.txt", 8, 5, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty());

    assertThrows(
        UpstreamException.class,
        () -> passages.index(claimed, SOURCE, document(text("One two.")), Progress.NONE, TIME));
  }

  private static final ChunkSize TWO_WORDS = new ChunkSize(2, 0, 100);

  private static final DocumentRow CLAIMED =
      new DocumentRow(
          "notes/etl.txt", 8, 5, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty());

  @Test
  void stopsAfterAPieceWhenTheTimeIsUpAndGoesOnFromThere() {
    Passages passages =
        new Passages(
            new Chunker(TWO_WORDS),
            NONE,
            texts -> texts.stream().map(PassagesTest::vector).toList(),
            this::write,
            1,
            Runnable::run);
    TextPart first = part(0, "One two. Three four. ");
    TextPart second = part(first.end(), "Five six. Seven eight.");
    ReadDocument document =
        ReadDocument.of(
            new About(Optional.empty(), Optional.empty(), Map.of()), List.of(first, second));
    Deadline passed = Deadline.in(Duration.ZERO, Clock.systemUTC());

    Progress progress = Progress.NONE;
    List<Progress> places = new ArrayList<>();
    while (passages.index(CLAIMED, SOURCE, document, progress, passed)
        instanceof Passages.Written.Part(Progress next)) {
      places.add(next);
      progress = next;
    }

    assertEquals(
        List.of(new Progress(1, 0, 0), new Progress(2, 1, 2), new Progress(3, 1, 2)), places);
    assertEquals(
        List.of(
            passage(0, "One two.", 0, vector("etl.txt\n\nOne two.")),
            passage(1, "Three four.", 9, vector("etl.txt\n\nThree four.")),
            passage(2, "Five six.", 21, vector("etl.txt\n\nFive six.")),
            passage(3, "Seven eight.", 31, vector("etl.txt\n\nSeven eight."))),
        written.stream().flatMap(List::stream).toList());
    assertEquals(List.of(false, false, false, true), awaited);
  }

  private static TextPart part(int start, String text) {
    return new TextPart(start, text, text(text).blocks());
  }

  private static final StructuredText THREE =
      text("One two three. Four five six. Seven eight nine.");

  /** A passage a batch, written beside the next one's embedding. */
  private static Passages.Written indexThree(PassageEmbedder embedder, PassageWriter writer) {
    return new Passages(
            new Chunker(new ChunkSize(3, 0, 100)),
            NONE,
            embedder,
            writer,
            1,
            Thread::startVirtualThread)
        .index(CLAIMED, SOURCE, document(THREE), Progress.NONE, TIME);
  }

  @Test
  void whileSomeAreWrittenTheNextAreEmbedded() {
    CountDownLatch second = new CountDownLatch(2);

    Passages.Written all =
        indexThree(
            texts -> {
              second.countDown();
              return texts.stream().map(PassagesTest::vector).toList();
            },
            (some, last) -> {
              awaitQuietly(second);
              write(some, last);
            });

    assertEquals(new Passages.Written.Whole(new Conclusion.Indexed(SOURCE, "etl.txt", 3)), all);
    assertEquals(List.of(false, false, true), awaited);
    assertEquals(
        List.of(0, 1, 2),
        written.stream().flatMap(List::stream).map(one -> one.passage().id().ordinal()).toList());
  }

  @Test
  void aRunThatFailsEndsNoEarlierThanItsWrite() {
    CountDownLatch failed = new CountDownLatch(1);

    assertThrows(
        UpstreamException.class,
        () ->
            indexThree(
                failingAtTheSecond(
                    failed, new UpstreamException("throttled", UpstreamException.Kind.RETRYABLE)),
                (some, last) -> {
                  awaitQuietly(failed);
                  write(some, last);
                }));

    assertEquals(1, written.size());
  }

  @Test
  void nothingIsHandedOverThatCouldNotBeWritten() {
    CountDownLatch exhausted = new CountDownLatch(1);

    assertThrows(
        UpstreamException.class,
        () ->
            indexThree(
                failingAtTheSecond(
                    exhausted,
                    new BudgetExhaustedException(
                        new Budget(Whose.INGESTION, Period.DAY, new Usd(1)), Instant.EPOCH, true)),
                (_, _) -> {
                  awaitQuietly(exhausted);
                  throw new UpstreamException("429", UpstreamException.Kind.RETRYABLE);
                }));
  }

  private static PassageEmbedder failingAtTheSecond(
      CountDownLatch failed, RuntimeException failure) {
    return texts -> {
      if (texts.getFirst().contains("Four")) {
        failed.countDown();
        throw failure;
      }
      return texts.stream().map(PassagesTest::vector).toList();
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
