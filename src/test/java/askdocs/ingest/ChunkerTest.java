package askdocs.ingest;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.Block.Kind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
  private static final ChunkSize TEN_WORDS = new ChunkSize(10, 4, 1_000);

  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();

  @Test
  void nothingMakesNoChunk() {
    assertEquals(List.of(), new Chunker().chunk(document()));
  }

  @Test
  void wholeSentencesArePackedAndTheLastRepeated() {
    add(Kind.PROSE, "One two three four. Five six seven. Eight nine ten eleven. Twelve.");

    assertEquals(
        List.of(
            "One two three four. Five six seven.",
            "Five six seven. Eight nine ten eleven. Twelve."),
        texts(TEN_WORDS));
  }

  @Test
  void aSentenceLongerThanTheOverlapIsNotRepeated() {
    add(Kind.PROSE, "One two. Three four five six seven eight. Nine ten eleven twelve.");

    assertEquals(
        List.of("One two. Three four five six seven eight.", "Nine ten eleven twelve."),
        texts(TEN_WORDS));
  }

  @Test
  void paragraphsShareAChunkIfTheyShareAPage() {
    add(Kind.PROSE, "One two.", OptionalInt.of(3), "");
    add(Kind.PROSE, "Three.", OptionalInt.of(3), "");
    add(Kind.PROSE, "Four five.", OptionalInt.of(4), "");

    assertEquals(
        List.of(
            new Chunk(0, 16, OptionalInt.of(3), List.of(), ""),
            new Chunk(18, 28, OptionalInt.of(4), List.of(), "")),
        new Chunker(TEN_WORDS).chunk(document()));
  }

  @Test
  void noChunkCrossesAHeadingAndItsLineOpensTheSection() {
    add(Kind.PROSE, "Before.");
    add(Kind.HEADING, "A", "A");
    add(Kind.PROSE, "Under a.", "A");
    add(Kind.HEADING, "A", "A");
    add(Kind.PROSE, "Under the other a.", "A");

    List<Chunk> chunks = new Chunker().chunk(document());

    assertEquals(List.of("Before.", "A\n\nUnder a.", "A\n\nUnder the other a."), texts(chunks));
    assertEquals(
        List.of(List.of(), List.of("A"), List.of("A")),
        chunks.stream().map(Chunk::headings).toList());
  }

  @Test
  void aHeadingWithNothingUnderItButDeeperOnesGoesWithTheFirstOfThem() {
    add(Kind.HEADING, "A", "A");
    add(Kind.HEADING, "B", "A", "B");
    add(Kind.PROSE, "Words.", "A", "B");
    add(Kind.HEADING, "C", "A", "C");
    add(Kind.HEADING, "D", "D");

    List<Chunk> chunks = new Chunker().chunk(document());

    assertEquals(List.of("A\n\nB\n\nWords.", "C", "D"), texts(chunks));
    assertEquals(List.of("A", "B"), chunks.getFirst().headings());
  }

  @Test
  void aTableThatGoesOnRepeatsItsHeader() {
    String rows = IntStream.range(0, 6).mapToObj(i -> "| " + i + " | x |").collect(joining("\n"));
    add(Kind.TABLE, "| k | v |\n| --- | --- |\n" + rows, OptionalInt.empty(), "| k | v |");

    List<Chunk> chunks = new Chunker(new ChunkSize(20, 0, 1_000)).chunk(document());

    assertEquals(
        List.of(
            "| k | v |\n| --- | --- |\n| 0 | x |\n| 1 | x |",
            "| 2 | x |\n| 3 | x |\n| 4 | x |\n| 5 | x |"),
        texts(chunks));
    assertEquals(List.of("", "| k | v |"), chunks.stream().map(Chunk::tableHeader).toList());
  }

  @Test
  void itemsAndLinesOfCodeStayWhole() {
    add(Kind.LIST, "- one two three\n- four five six\n- seven eight");

    assertEquals(
        List.of("- one two three\n- four five six", "- seven eight"),
        texts(new ChunkSize(8, 3, 1_000)));
  }

  @Test
  void aSentenceTooLongIsCutBetweenWords() {
    add(Kind.PROSE, "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13.");

    assertEquals(List.of("a1 a2 a3 a4 a5 a6 a7 a8 a9 a10", "a11 a12 a13."), texts(TEN_WORDS));
  }

  @Test
  void scriptsWithoutSpacesAreCountedByCharacters() {
    add(Kind.PROSE, "漢字仮名交じり文。".repeat(100));

    List<String> texts = texts(ChunkSize.DEFAULT);

    assertEquals(396, texts.getFirst().length());
    assertTrue(
        texts.stream().allMatch(t -> t.length() <= 400 && t.endsWith("。")), texts.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"🇪🇸", "x", "😀", "👨\u200D👩\u200D👧", "e\u0323\u0302", "ก็"})
  void aRunWithoutSpacesIsCutBetweenCharactersAsPeopleSeeThem(String character) {
    String run = character.repeat(700);
    add(Kind.PROSE, run);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(run);

    List<Chunk> chunks = new Chunker(new ChunkSize(20, 0, 101)).chunk(document());

    assertTrue(chunks.size() > 6);
    for (Chunk chunk : chunks) {
      assertTrue(chunk.end() - chunk.start() <= 101, chunk.toString());
      assertTrue(characters.isBoundary(chunk.start()), chunk.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "自然言語処理は計算機科学の一分野である。機械は文章を読む。",
        "数据仓库保存历史数据。它从许多来源收集信息。",
        "ประมวลผลภาษาธรรมชาติเป็นสาขาหนึ่งของวิทยาการคอมพิวเตอร์"
      })
  void languagesWithoutSpacesAreCutBetweenWordsWithinTheLimits(String sentence) {
    add(Kind.PROSE, sentence.repeat(30));
    boolean thai = sentence.startsWith("ป");
    BreakIterator words = BreakIterator.getWordInstance(thai ? Locale.of("th") : Locale.ROOT);
    words.setText(text.toString());

    for (Chunk chunk : new Chunker(new ChunkSize(20, 4, 1_000)).chunk(document())) {
      assertTrue(ChunkWords.halves(text.toString(), chunk.start(), chunk.end()) <= 40);
      assertTrue(words.isBoundary(chunk.end()), text.substring(chunk.start(), chunk.end()));
    }
  }

  @Test
  void aLongStretchOfBlanksPartsChunks() {
    add(Kind.PROSE, "Before.");
    text.append(" ".repeat(500));
    add(Kind.PROSE, "After.");

    assertEquals(List.of("Before.", "After."), texts(ChunkSize.DEFAULT));
  }

  @RepeatedTest(200)
  void everyCharacterIsInAChunkWithinTheLimits(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    randomDocument(random);
    ChunkSize size = new ChunkSize(1 + random.nextInt(30), 0, 100 + random.nextInt(200));
    if (random.nextBoolean()) {
      size =
          new ChunkSize(size.words() + 1, random.nextInt(size.words() + 1), size.maxCharacters());
    }

    List<Chunk> chunks = new Chunker(size).chunk(document());

    BitSet covered = new BitSet();
    int previous = -1;
    for (Chunk chunk : chunks) {
      String content = text.substring(chunk.start(), chunk.end());
      assertTrue(chunk.start() > previous, "in order: " + chunk);
      assertTrue(content.length() <= size.maxCharacters(), content);
      assertTrue(ChunkWords.halves(content, 0, content.length()) <= 2 * size.words() + 2, content);
      assertEquals(content.strip(), content);
      assertFalse(Character.isLowSurrogate(content.charAt(0)), content);
      assertFalse(Character.isHighSurrogate(content.charAt(content.length() - 1)), content);
      covered.set(chunk.start(), chunk.end());
      previous = chunk.start();
    }
    for (Block block : blocks) {
      for (int i = block.start(); i < block.end(); i++) {
        assertTrue(covered.get(i) || Character.isWhitespace(text.charAt(i)), "lost at " + i);
      }
    }
  }

  private void randomDocument(Random random) {
    List<String> words =
        List.of(
            "a",
            "word",
            "Sentence.",
            "¿Qué?",
            "漢字。",
            "😀😀",
            "x".repeat(150),
            "\n",
            "  ",
            "é",
            "|");
    List<String> headings = List.of();
    for (int i = random.nextInt(12); i >= 0; i--) {
      String content =
          random
              .ints(1 + random.nextInt(80), 0, words.size())
              .mapToObj(words::get)
              .collect(joining(random.nextInt(5) == 0 ? "" : " "))
              .strip();
      if (!content.isEmpty()) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        headings = kind == Kind.HEADING ? List.of("h" + random.nextInt(3)) : headings;
        add(kind, content, headings.toArray(String[]::new));
      }
    }
  }

  private void add(Kind kind, String content, String... headings) {
    add(kind, content, OptionalInt.empty(), "", headings);
  }

  private void add(
      Kind kind, String content, OptionalInt page, String tableHeader, String... headings) {
    if (!text.isEmpty()) {
      text.append("\n\n");
    }
    int start = text.length();
    text.append(content);
    blocks.add(new Block(start, text.length(), kind, page, List.of(headings), tableHeader));
  }

  private StructuredText document() {
    return new StructuredText(text.toString(), Optional.empty(), Optional.empty(), blocks);
  }

  private List<String> texts(ChunkSize size) {
    return texts(new Chunker(size).chunk(document()));
  }

  private List<String> texts(List<Chunk> chunks) {
    return chunks.stream().map(chunk -> text.substring(chunk.start(), chunk.end())).toList();
  }
}
