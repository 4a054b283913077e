package askdocs.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.AttributeValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailReaderTest {
  @TempDir Path folder;

  @Test
  void tellsWhoWroteWhatToWhomAndWhatIsAttached() throws Exception {
    StructuredText read =
        read(
            """
            From: =?utf-8?Q?Ana_P=C3=A9rez?= <ana@example.org>
            To: Luis <luis@example.org>
            Subject: =?iso-8859-1?Q?Reuni=F3n?= del
             martes
            Date: Tue, 5 Mar 2024 10:00:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="X"

            --X
            Content-Type: multipart/alternative; boundary="Y"

            --Y
            Content-Type: text/html; charset=utf-8

            <p>Hola <b>en HTML</b></p>
            --Y
            Content-Type: text/plain; charset=iso-8859-1; format=flowed
            Content-Transfer-Encoding: quoted-printable

            Hola Luis, la reuni=F3n es a las 10 =
            en la sala 3, con=20
            todos.

            > =BFCu=E1ndo?
            --Y--
            --X
            Content-Type: text/plain
            Content-Disposition: attachment; filename*=utf-8''acta%20espa%C3%B1ola.txt

            Not to be read.
            --X
            Content-Type: application/pdf; name="=?utf-8?B?w7EucGRm?="
            Content-Transfer-Encoding: base64

            JVBERi0=
            --X
            Content-Type: message/rfc822

            Subject: Inner

            Not to be read either.
            --X--
            """);

    assertEquals(
        List.of(
            "HEADING [Reunión del martes] Reunión del martes",
            "LIST [Reunión del martes] From: Ana Pérez <ana@example.org>\n"
                + "To: Luis <luis@example.org>\nDate: Tue, 5 Mar 2024 10:00:00 +0100",
            "PROSE [Reunión del martes] Hola Luis, la reunión es a las 10 en la sala 3, con todos.",
            "PROSE [Reunión del martes] > ¿Cuándo?",
            "PROSE [Reunión del martes] Attachments: acta española.txt, ñ.pdf"),
        Written.blocks(read));
    assertEquals(Optional.of("Reunión del martes"), read.title());
    assertEquals(new AttributeValue.Text("Ana Pérez"), read.attributes().get("author"));
    assertEquals(new AttributeValue.Numeric(1_709_629_200), read.attributes().get("created"));
  }

  @Test
  void ofAPageOnlyWhatShows() throws Exception {
    assertEquals(
        "Oferta\n\nFrom: a@x.es\n\nHola mundo",
        read("""
        From: a@x.es
        Subject: Oferta
        Content-Type: text/html; charset=utf-8

        <p>Hola <span style="display:none">secreto</span>mundo</p>
        """)
            .text());
  }

  @Test
  void whatDeclaresNoEncodingIsReadAllTheSame() throws Exception {
    String mail = "From: Íñigo <i@x.es>\nSubject: Mañana\n\n¿Vendrás mañana a la reunión?\n";

    assertEquals(
        "Mañana\n\nFrom: Íñigo <i@x.es>\n\n¿Vendrás mañana a la reunión?", read(mail).text());
    assertEquals(
        "Mañana\n\nFrom: Íñigo <i@x.es>\n\n¿Vendrás mañana a la reunión?",
        new Written(folder, "a.eml").text(mail.getBytes(ISO_8859_1)).text());
  }

  @Test
  void anEncryptedOneIsFailed() throws Exception {
    assertEquals(
        new Failed(UnreadableException.encrypted().getMessage()),
        new Written(folder, "a.eml")
            .read(
                "From: a@x.es\n"
                    + "Subject: s\n"
                    + "Content-Type: multipart/encrypted; boundary=\"X\"\n\n"
                    + "--X\n"));
  }

  private StructuredText read(String mail) throws Exception {
    return new Written(folder, "a.eml").text(mail);
  }
}
