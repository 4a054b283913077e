package askdocs.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.parse.FormatsReader;
import askdocs.stack.Stack.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files into the bucket, answers out of the API. */
@OnTheStack
class EndToEndIT {
  private final Stack stack;
  @TempDir private Path folder;

  EndToEndIT(Stack stack) {
    this.stack = stack;
  }

  /** A file that says something, and a question that only it answers. */
  record Sample(String key, byte[] bytes, String question, String fact) {
    @Override
    public String toString() {
      return key;
    }
  }

  static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "e2e/faro.md",
              "# El faro de Cabo Mayor\n\nSe encendió en 1839.\n\nSu linterna usa una óptica de Fresnel.\n"
                  .getBytes(UTF_8),
              "¿Qué óptica usa la linterna del faro?",
              "óptica de Fresnel"),
          new Sample(
              "e2e/queso.html",
              """
              <!doctype html><html lang="es"><head><title>Quesos</title><style>p{color:red}</style></head>
              <body><nav>Inicio</nav><h1>Cabrales</h1><p>El queso de Cabrales madura en cuevas &ndash; de dos a cinco meses.</p></body></html>
              """
                  .getBytes(UTF_8),
              "¿Dónde madura el queso de Cabrales?",
              "madura en cuevas"),
          new Sample(
              "e2e/telar.docx",
              SampleFiles.docx(
                  "El telar de Jacquard",
                  "El telar de Jacquard se gobierna con tarjetas perforadas."),
              "¿Con qué se gobierna el telar de Jacquard?",
              "tarjetas perforadas"),
          new Sample(
              "e2e/acueducto.pdf",
              SampleFiles.pdf(
                  "El acueducto de Segovia tiene ciento sesenta y siete arcos de granito."),
              "¿Cuántos arcos tiene el acueducto de Segovia?",
              "ciento sesenta y siete arcos"),
          new Sample(
              "e2e/cigüeña.txt",
              "La cigüeña añade ramas a su nido cada año; pesa hasta quinientos kilos.\r\n"
                  .getBytes(Charset.forName("windows-1252")),
              "¿Cuánto pesa el nido de la cigüeña?",
              "quinientos kilos"));

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void answersFromAFileWithAQuoteThatStandsInIt(Sample sample) throws IOException {
    stack.put(sample.key(), sample.bytes());
    stack.untilIndexed(sample.key());
    String text = extracted(sample);

    JsonNode passage =
        from(sample.key(), stack.search(sample.question()).json().path("passages")).orElseThrow();
    assertTrue(passage.path("text").asText().contains(sample.fact()), passage.toString());
    assertEquals(
        passage.path("text").asText(),
        text.substring(passage.path("start").asInt(), passage.path("end").asInt()));

    Reply reply = stack.ask(sample.question());
    JsonNode answer = reply.json();
    assertEquals("answered", answer.path("outcome").asText(), reply.body());
    assertTrue(answer.path("answer").asText().contains(sample.fact()), reply.body());
    JsonNode citation = answer.path("citations").path(0);
    String cited =
        answer
            .path("answer")
            .asText()
            .substring(citation.path("start").asInt(), citation.path("end").asInt());
    assertTrue(cited.contains(sample.fact()), cited);
    JsonNode source = from(sample.key(), citation.path("sources")).orElseThrow();
    assertEquals(
        source.path("quote").asText(),
        text.substring(source.path("start").asInt(), source.path("end").asInt()));
    assertTrue(source.path("quote").asText().contains(sample.fact()), source.toString());
    assertEquals(sample.key().endsWith(".pdf") ? 1 : 0, source.path("page").asInt());
  }

  private String extracted(Sample sample) throws IOException {
    Path file = Files.write(folder.resolve("file"), sample.bytes());
    return assertInstanceOf(
            ReadOutcome.Read.class, new FormatsReader().read(sample.key(), Optional.empty(), file))
        .text()
        .text();
  }

  private static Optional<JsonNode> from(String key, JsonNode sources) {
    return sources
        .valueStream()
        .filter(one -> one.path("uri").asText().equals("s3://documents/" + key))
        .findFirst();
  }

  @Test
  void whatIsDeletedIsNeitherFoundNorAnswered() {
    String question = "¿Qué come el urogallo en invierno?";
    stack.put("e2e/urogallo.md", "El urogallo come en invierno agujas de pino silvestre.\n");
    stack.untilIndexed("e2e/urogallo.md");
    assertEquals("answered", stack.ask(question).json().path("outcome").asText());

    stack.delete("e2e/urogallo.md");
    stack.untilGone("e2e/urogallo.md");
    assertEquals("unknown", stack.ask(question).json().path("outcome").asText());
    assertEquals(0, stack.ask(question).json().path("citations").size());
    assertFalse(stack.search(question).body().contains("urogallo"));
    assertFalse(stack.documents("prefix=e2e/").body().contains("urogallo"));
  }

  @Test
  void whatIsOverwrittenAnswersFromTheNewTextOnly() {
    String question = "¿Quién dirige el observatorio de Javalambre?";
    stack.put("e2e/cargo.md", "Dirige el observatorio de Javalambre la doctora Ventura.\n");
    stack.untilIndexed("e2e/cargo.md");
    stack.put("e2e/cargo.md", "Dirige el observatorio de Javalambre el doctor Quiroga.\n");
    stack.untilIndexed("e2e/cargo.md");

    Reply answer = stack.ask(question);
    assertTrue(answer.body().contains("Quiroga"), answer.body());
    assertFalse(answer.body().contains("Ventura"), answer.body());
    assertFalse(stack.search(question).body().contains("Ventura"));
  }

  @Test
  void aSidecarWithGroupsLetsOnlyTheseSeeTheDocument() {
    String key = "e2e/nóminas.md";
    String question = "¿Cuánto sube la nómina del capataz?";
    stack.putSidecar(key, "{\"metadataAttributes\": {\"groups\": [\"finance\"]}}");
    stack.put(key, "La nómina del capataz sube un doce por ciento.\n");
    untilFinanceSeesIt(key);

    assertTrue(stack.ask(question, "sales,finance").body().contains("doce por ciento"));
    assertTrue(stack.search(question, "finance").body().contains("doce por ciento"));
    assertTrue(stack.documents("prefix=e2e/n", "finance").body().contains("nóminas"));
    for (Reply unseen :
        List.of(
            stack.ask(question),
            stack.ask(question, "sales"),
            stack.ask(question, "Finance,*,g:finance"),
            stack.search(question),
            stack.search(question, "sales"),
            stack.documents("prefix=e2e/n"),
            stack.documents("prefix=e2e/n", "sales"))) {
      assertEquals(200, unseen.status(), unseen.body());
      assertFalse(unseen.body().contains("doce por ciento"), unseen.body());
      assertFalse(unseen.body().contains("nóminas"), unseen.body());
    }
    assertEquals(404, stack.document(key).status());
    assertEquals(404, stack.document(key, "sales").status());

    stack.delete(key + ".metadata.json");
    Stack.await("all see it", () -> stack.document(key), reply -> reply.status() == 200);
    stack.untilIndexed(key);
    assertTrue(stack.ask(question).body().contains("doce por ciento"));
  }

  private void untilFinanceSeesIt(String key) {
    Stack.await(
        "finance sees it indexed",
        () -> stack.document(key, "finance"),
        reply -> reply.json().path("status").asText().equals("INDEXED"));
  }

  @Test
  void aBrokenSidecarClosesTheDocument() {
    String key = "e2e/cerrado.md";
    stack.putSidecar(key, "{\"metadataAttributes\": {\"groups\": \"finance\"}}");
    stack.put(key, "La clave del candado marrón es siete.\n");
    Stack.await(
        "it is concluded, and nobody's",
        () -> stack.search("¿Cuál es la clave del candado marrón?", "finance"),
        _ -> rows("e2e/cerrado.md").contains("FAILED"));
    assertFalse(
        stack.search("¿Cuál es la clave del candado marrón?", "finance").body().contains("siete"));
    assertEquals(404, stack.document(key, "finance").status());
  }

  private String rows(String key) {
    return Tables.row(stack, key).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e2e/con espacio.md",
        "e2e/a+b.md",
        "e2e/100%.md",
        "e2e/100%25.md",
        "e2e/🦉 búho.md",
        "e2e/¿qué?&x=1#y.md"
      })
  void aKeyMayHoldAnyCharacter(String key) {
    stack.put(key, "El fichero se llama " + key.hashCode() + ".\n");
    JsonNode document = stack.untilIndexed(key);
    assertEquals("s3://documents/" + key, document.path("uri").asText());
    assertEquals(document, stack.documents("key=" + java.net.URLEncoder.encode(key, UTF_8)).json());
    Reply answer = stack.ask("¿Cómo se llama el fichero " + key.hashCode() + "?");
    assertTrue(answer.body().contains("s3://documents/" + key), answer.body());
    stack.delete(key);
    stack.untilGone(key);
  }

  @Test
  void anUnsupportedFileIsIgnoredAndAnEmptyOneFailedEachWithAReason() {
    stack.put("e2e/foto.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    stack.put("e2e/vacío.txt", new byte[0]);
    stack.put("e2e/roto.pdf", "%PDF-1.7\nno es un PDF".getBytes(UTF_8));
    assertTrue(
        stack.until("e2e/foto.png", "IGNORED").path("reason").asText().contains("not supported"));
    assertEquals(
        "The file is empty.", stack.until("e2e/vacío.txt", "FAILED").path("reason").asText());
    assertTrue(stack.until("e2e/roto.pdf", "FAILED").path("reason").asText().contains("PDF"));
  }

  @Test
  void aHundredSmallDocumentsAtOnceAreAllIndexed() {
    Set<String> keys =
        IntStream.range(0, 100)
            .mapToObj(i -> "bulk/%03d.txt".formatted(i))
            .collect(Collectors.toCollection(TreeSet::new));
    keys.parallelStream()
        .forEach(key -> stack.put(key, "Ficha " + key + ": la pieza está en su estante.\n"));
    Stack.await(
        "all of them are indexed",
        () -> stack.documents("prefix=bulk/&status=INDEXED&limit=1000").json().path("documents"),
        documents -> documents.size() == keys.size());
    assertEquals(keys, paged("prefix=bulk/&limit=7"));
  }

  private Set<String> paged(String query) {
    Set<String> keys = new TreeSet<>();
    String token = "";
    do {
      JsonNode page =
          stack.documents(query + (token.isEmpty() ? "" : "&nextToken=" + token)).json();
      page.path("documents")
          .forEach(document ->
              assertTrue(
                  keys.add(document.path("uri").asText().substring("s3://documents/".length()))));
      token = page.path("nextToken").asText();
    } while (!token.isEmpty());
    return keys;
  }
}
