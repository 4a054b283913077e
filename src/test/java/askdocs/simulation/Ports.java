package askdocs.simulation;

import askdocs.ask.Costs;
import askdocs.ask.FoundPassages;
import askdocs.ask.LiveDocuments;
import askdocs.ask.QuestionEmbedder;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever;
import askdocs.ask.Searching;
import askdocs.ingest.Bucket;
import askdocs.ingest.Claiming;
import askdocs.ingest.Committing;
import askdocs.ingest.CurrentRow;
import askdocs.ingest.DocumentReader;
import askdocs.ingest.Download;
import askdocs.ingest.Ingesting;
import askdocs.ingest.KnownEmbeddings;
import askdocs.ingest.PassageEmbedder;
import askdocs.ingest.PassageRemoval;
import askdocs.ingest.PassageWriter;
import askdocs.ingest.Passages;
import askdocs.ingest.Settling;
import askdocs.ingest.SidecarReader;
import askdocs.knowledge.Access;
import askdocs.knowledge.IndexRef;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The ports of the real services; a planted fault replaces some of them. */
final class Ports {
  static final String PIPELINE = "simulated";

  private static final IndexRef INDEX = new IndexRef("passages-1", "model", 2);
  private static final PriceList PRICES =
      new PriceList(
          LocalDate.of(2026, 11, 1),
          BigDecimal.ONE,
          Map.of(
              "model",
              List.of(
                  new PriceTier(
                      Long.MAX_VALUE,
                      BigDecimal.ZERO,
                      BigDecimal.ZERO,
                      BigDecimal.ZERO,
                      BigDecimal.ZERO))));

  Claiming claiming;
  CurrentRow rows;
  Bucket bucket;
  SidecarReader sidecars;
  Download download;
  DocumentReader reader = (_, _, file, _) -> Content.of(file.toString()).read();
  KnownEmbeddings known;
  PassageEmbedder embedder;
  PassageWriter writer;
  Settling settling;
  Committing committing;
  PassageRemoval removal;
  Retriever retriever;
  FoundPassages passages;
  LiveDocuments live;

  /** What happens to a message as soon as it is received. */
  Consumer<Messages.Message> received = _ -> {};

  Ingesting ingesting() {
    return new Ingesting(
        claiming,
        rows,
        bucket,
        sidecars,
        download,
        reader,
        new Passages(Content.CHUNKER, known, embedder, writer, 1, Runnable::run),
        settling,
        committing,
        removal,
        PIPELINE,
        Access.PUBLIC);
  }

  Searching searching() {
    QuestionEmbedder questions =
        (_, question, _) -> new EmbeddedQuestion(Index.vectorOf(question), 1);
    return new Searching(
        () -> Optional.of(INDEX),
        questions,
        retriever,
        passages,
        live,
        Optional.empty(),
        Costs.unlimited(PRICES));
  }
}
