package askdocs.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.DocumentReader.ReadOutcome.Ignored;
import askdocs.ingest.StructuredText;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReaderTest {
  @TempDir Path folder;

  @Test
  void dataAreRecordsAndTables() throws Exception {
    StructuredText read =
        read(
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <catalogo fecha="2024-01-02">
              <libro id="b1"><autor>Peña</autor><precio moneda="EUR">44,95</precio></libro>
              <libro id="b2"><autor>Núñez</autor></libro>
              <fila a="1" b="2"/>
              <tienda><nombre>Centro</nombre><dir><calle>Mayor</calle><num>3</num></dir></tienda>
            </catalogo>
            """);

    assertEquals(
        List.of(
            "LIST [] catalogo.fecha: 2024-01-02",
            "HEADING [libro] libro",
            "TABLE [libro] | id | autor | precio |\n| --- | --- | --- |\n"
                + "| b1 | Peña | 44,95 (moneda: EUR) |\n| b2 | Núñez |  |",
            "LIST [] fila.a: 1\nfila.b: 2\nnombre: Centro\ndir.calle: Mayor\ndir.num: 3"),
        Written.blocks(read));
    assertEquals(Optional.empty(), read.title());
  }

  @Test
  void documentsAreHeadingsParagraphsAndTables() throws Exception {
    StructuredText read =
        read(
            """
            <!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "docbookx.dtd"
              [<!ENTITY acme "ACME">]>
            <article xml:lang="es"><title>La guía</title><section id="s1"><title>Inicio</title>
            <para>Texto <emphasis>del</emphasis> primer&nbsp;párrafo de &acme;.</para><para>Otro.</para>
            <table><title>Tabla</title><tgroup cols="2"><thead><row><entry>K</entry><entry>V</entry></row>
            </thead><tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup></table>
            <section><title>Más</title><para><b>Al</b> fondo.</para></section></section>
            <section><title>Fin</title><para>Adiós.</para></section></article>
            """);

    assertEquals(
        List.of(
            "HEADING [La guía] La guía",
            "HEADING [La guía, Inicio] Inicio",
            "PROSE [La guía, Inicio] Texto del primer\u00A0párrafo de ACME.",
            "PROSE [La guía, Inicio] Otro.",
            "PROSE [La guía, Inicio] Tabla",
            "TABLE [La guía, Inicio] | K | V |\n| --- | --- |\n| 1 | 2 |",
            "HEADING [La guía, Inicio, Más] Más",
            "PROSE [La guía, Inicio, Más] Al fondo.",
            "HEADING [La guía, Fin] Fin",
            "PROSE [La guía, Fin] Adiós."),
        Written.blocks(read));
    assertEquals(Optional.of("La guía"), read.title());
    assertEquals(Optional.of(Locale.of("es")), read.language());
  }

  @Test
  void itsOwnDeclarationTellsTheEncoding() throws Exception {
    String xml = "<?xml version='1.0' encoding='ISO-8859-1'?><r><a>Ñ</a></r>";

    assertEquals("a: Ñ", new Written(folder, "a.xml").text(xml.getBytes(ISO_8859_1)).text());
  }

  @Test
  void nothingOutsideTheFileIsRead() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      String xml =
          """
          <!DOCTYPE r SYSTEM "%1$s" [<!ENTITY x SYSTEM "%1$s"><!ENTITY f SYSTEM "file:///etc/hostname">
          <!ENTITY %% p SYSTEM "%1$s"> %%p;]>
          <r xmlns:xi="http://www.w3.org/2001/XInclude"><a>1</a><b>&x;&f;</b><xi:include href="%1$s"/></r>
          """;

      assertEquals("a: 1", read(xml.formatted(url)).text());
      Assertions.assertThrows(SocketTimeoutException.class, server::accept);
    }
  }

  @Test
  void whatExpandsOrNestsWithoutEndIsRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE r [<!ENTITY e0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      bomb.append("<!ENTITY e%d \"%s\">".formatted(i, "&e%d;".formatted(i - 1).repeat(10)));
    }

    assertEquals(
        new Failed(
            "The XML exceeds a limit of its parser: entities that expand into each other, or very"
                + " many attributes."),
        new Written(folder, "a.xml").read(bomb + "]><r>&e9;</r>"));
    assertEquals(
        new Failed("The XML nests deeper than 256 elements."),
        new Written(folder, "a.xml").read("<a>".repeat(100_000)));
  }

  @Test
  void whatIsBrokenIsToldWithItsPlace() throws Exception {
    assertEquals(
        new Failed("The file is not well-formed XML: see line 2, column 6."),
        new Written(folder, "a.xml").read("<a>\n<b></a>"));
  }

  @Test
  void aDrawingIsNoDocument() throws Exception {
    assertEquals(
        new Ignored(
            "Its format is not supported: SVG image. If it shows text, run OCR on it and upload"
                + " the result, as PDF or text."),
        new Written(folder, "a.svg")
            .read("<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>"));
  }

  private StructuredText read(String xml) throws Exception {
    return new Written(folder, "a.xml").text(xml);
  }
}
