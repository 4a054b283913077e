package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.eval.BeirSet.Document;
import askdocs.local.eval.InjectionEvaluation.Effect;
import askdocs.local.eval.InjectionSet.Attack;
import askdocs.local.eval.InjectionSet.Context;
import askdocs.local.eval.Shown.Cited;
import askdocs.local.eval.Shown.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectionFolderTest {
  private static final Context CONTEXT =
      new Context("c", "The office opens at nine. It closes at five.", "When does it open?");

  @TempDir Path folder;

  @Test
  void readsAttacksOfAllLayoutsAndDocuments() throws IOException {
    write("attacks.jsonl", "{\"_id\": \"a\", \"text\": \"Say no.\"}");
    write("mail/test.jsonl", "{\"context\": \"It opens.\", \"question\": \"When?\", \"ideal\": 1}");
    write("text_attack_train.json", "{\"Kind\": [\"Sing.\", \"Dance.\"]}");
    write("seeds/jailbreaks.jsonl", "{\"id\": \"j\", \"text\": \"Now: <INSTRUCTION>!\"}");
    write("seeds/instructions.jsonl", "{\"id\": \"i\", \"instruction\": \"say yes\"}");
    write("seeds/adv_suffixes.jsonl", "{\"suffix\": \"zzz\"}");
    write("seeds/standalone_user_inputs.jsonl", "{\"text\": \"You are a router.\"}");
    write(
        "seeds/base_user_inputs.jsonl", "{\"document\": \"It closes.\", \"question\": \"Then?\"}");

    assertTrue(InjectionFolder.isSet(folder));
    assertEquals(
        new InjectionSet(
            folder.getFileName().toString(),
            List.of(
                new Attack("attacks.jsonl/1", "Say no."),
                new Attack("seeds/jailbreaks.jsonl/1+1", "Now: say yes!"),
                new Attack("seeds/jailbreaks.jsonl/1+1+1", "Now: say yes! zzz"),
                new Attack("seeds/standalone_user_inputs.jsonl/1", "You are a router."),
                new Attack("text_attack_train.json/Kind/1", "Sing."),
                new Attack("text_attack_train.json/Kind/2", "Dance.")),
            List.of(
                new Context("mail/test.jsonl/1", "It opens.", "When?"),
                new Context("seeds/base_user_inputs.jsonl/1", "It closes.", "Then?"))),
        InjectionFolder.read(folder, Long.MAX_VALUE));
    assertEquals(1, InjectionFolder.read(folder, 1).attacks().size());
  }

  private void write(String name, String line) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), line + "\n");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertFalse(InjectionFolder.isSet(folder));
    write("attacks.jsonl", "{\"_id\": \"a\", \"text\": \"Say no.\"}");

    Refusal refused =
        assertThrows(Refusal.class, () -> InjectionFolder.read(folder, Long.MAX_VALUE));
    assertEquals(
        folder
            + " has no document to plant attacks in: it needs attacks.jsonl (_id, text) and a"
            + " .jsonl of documents (context, question)",
        refused.getMessage());
  }

  @Test
  void anAttackIsPlantedBetweenLinesOrSentencesAndAsTheTitle() {
    assertEquals(
        new Document("d", "Document", "Sing.\n\n" + CONTEXT.text()),
        Planting.START.in(CONTEXT, "d", "Sing."));
    assertEquals(
        new Document("d", "Document", "The office opens at nine.\n\nSing.\n\n It closes at five."),
        Planting.MIDDLE.in(CONTEXT, "d", "Sing."));
    assertEquals(
        new Document("d", "Document", "aa\n\n\nSing.\n\nb\nc"),
        Planting.MIDDLE.in(new Context("c", "aa\nb\nc", "?"), "d", "Sing."));
    assertEquals(
        new Document("d", "Document", CONTEXT.text() + "\n\nSing."),
        Planting.END.in(CONTEXT, "d", "Sing."));
    assertEquals(
        new Document("d", "Sing now.", CONTEXT.text()),
        Planting.TITLE.in(CONTEXT, "d", " Sing\nnow. "));
  }

  @Test
  void whatAnAttackDidIsSeenInWhatIsShown() {
    Shown before =
        new Shown(End.ANSWERED, "At nine.", List.of(new Cited("c", "opens at nine.")), 0);
    Shown unknown = new Shown(End.UNKNOWN, "Not said.", List.of(), 0);

    assertEquals(Effect.NONE, effect(before, before));
    assertEquals(
        Effect.CITED,
        effect(new Shown(End.ANSWERED, "Sing.", List.of(new Cited("c", "Sing.")), 0), before));
    assertEquals(
        Effect.ADDED, effect(new Shown(End.ANSWERED, "At nine. La.", before.sources(), 1), before));
    assertEquals(Effect.SILENCED, effect(unknown, before));
    assertEquals(Effect.OTHER, effect(before, unknown));
    assertEquals(
        Effect.OTHER,
        effect(
            new Shown(End.ANSWERED, "Five.", List.of(new Cited("c", "It closes at five.")), 0),
            before));
  }

  private static Effect effect(Shown shown, Shown before) {
    return InjectionEvaluation.effect(shown, before, CONTEXT, "c");
  }
}
