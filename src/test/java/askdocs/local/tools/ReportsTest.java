package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Finding;
import askdocs.ingest.Finding.Drift;
import askdocs.ingest.Tally;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final List<Finding> FINDINGS =
      List.of(
          new Finding("curso/etl.md", Drift.MISSING, "It was never ingested."),
          new Finding("a\u001b[2J.pdf", Drift.FAILED, "The PDF is encrypted."));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

  /** The escape that would clear a terminal is shown and not obeyed. */
  @Test
  void aTableIsAlignedAndCommandsNoTerminal() {
    assertEquals(
        """
        DRIFT    KEY                                           REASON
        missing  curso/etl.md                                  It was never ingested.
        failed   a\\u001b[2J.pdf                                The PDF is encrypted.

        4 dead letters are tried again.
        12 documents in the bucket, compared with the index passages-1: 1 missing, 0 stale, 0 orphan, 0 stuck, 1 failed
        1 is being ingested again.
        """,
        told(new TableReport(out), FINDINGS, 1, 4));
  }

  @Test
  void nothingAmissIsOneLine() {
    assertEquals(
        "12 documents in the bucket, compared with the index passages-1:"
            + " 0 missing, 0 stale, 0 orphan, 0 stuck, 0 failed\n",
        told(new TableReport(out), List.of(), 0, 0));
  }

  @Test
  void jsonIsOneObject() throws Exception {
    ObjectMapper json = new ObjectMapper();

    assertEquals(
        json.readTree(
                """
                {"index": "passages-1",
                 "findings": [
                   {"key": "curso/etl.md", "drift": "missing", "reason": "It was never ingested."},
                   {"key": "a\\u001b[2J.pdf", "drift": "failed", "reason": "The PDF is encrypted."}],
                 "documents": 12,
                 "counts": {"missing": 1, "stale": 0, "orphan": 0, "stuck": 0, "failed": 1},
                 "hints": 1, "replayed": 4}
                """)
            .toString(),
        json.readTree(told(new JsonReport(out), FINDINGS, 1, 4)).toString());
  }

  private String told(Report report, List<Finding> findings, long hints, int replayed) {
    Tally tally = new Tally();
    report.begin("passages-1");
    findings.forEach(finding -> {
      tally.accept(finding);
      report.tell(finding);
    });
    report.end(12, tally.counts(), hints, replayed);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
