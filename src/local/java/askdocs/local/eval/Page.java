package askdocs.local.eval;

import askdocs.local.eval.Section.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one page of HTML that needs nothing else. */
final class Page {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>AskDocs, measured</title>
      <style>
      :root { --paper: #ffffff; --ink: #1b1f24; --faint: #57606a; --rule: #d0d7de; --mark: #0550ae; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #0d1117; --ink: #e6edf3; --faint: #9da7b3; --rule: #30363d; --mark: #79c0ff; }
      }
      body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
        margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
      .scroll { overflow-x: auto; margin: 1.5rem 0; }
      table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; padding: .25rem 0; }
      th, td { border-bottom: 1px solid var(--rule); padding: .25rem .75rem .25rem 0;
        text-align: left; white-space: nowrap; }
      thead th { color: var(--faint); font-weight: 600; }
      tbody th { font-weight: 400; }
      figure { margin: 2rem 0; }
      figcaption { font-weight: 600; margin-bottom: .5rem; }
      svg { display: block; width: 100%; height: auto; max-width: 760px; }
      svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
      svg .tick, svg .figure { fill: var(--faint); font-size: 12px; }
      svg .group { font-weight: 600; }
      svg .grid { stroke: var(--rule); }
      svg .zero { stroke: var(--ink); }
      svg .interval { stroke: var(--mark); stroke-width: 2; }
      svg .mean { fill: var(--mark); }
      </style>
      </head>
      <body>
      <main>
      """;
  private static final String FOOT =
      """
      </main>
      </body>
      </html>
      """;

  private Page() {}

  /**
   * The page.
   *
   * @param about what was measured and when, a sentence each
   */
  static String of(List<String> about, List<Section> sections) {
    StringBuilder page = new StringBuilder(HEAD).append("<h1>AskDocs, measured</h1>\n");
    about.forEach(sentence -> page.append(paragraph(sentence)));
    for (Section section : sections) {
      page.append("<section>\n<h2>").append(escaped(section.title())).append("</h2>\n");
      section.notes().forEach(note -> page.append(paragraph(note)));
      section
          .plots()
          .forEach(plot ->
              page.append("<figure>\n<figcaption>")
                  .append(escaped(plot.title()))
                  .append("</figcaption>\n")
                  .append(plot.svg())
                  .append("\n</figure>\n"));
      section.tables().forEach(table -> page.append(table(table)));
      page.append("</section>\n");
    }
    return page.append(FOOT).toString();
  }

  private static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  /** Wide tables scroll by themselves; with a keyboard, too. */
  private static String table(Table table) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
        + escaped(table.caption())
        + "\">\n<table>\n<caption>"
        + escaped(table.caption())
        + "</caption>\n<thead><tr>"
        + table.head().stream()
            .map(cell -> "<th scope=\"col\">" + escaped(cell) + "</th>")
            .collect(Collectors.joining())
        + "</tr></thead>\n<tbody>\n"
        + table.rows().stream().map(Page::row).collect(Collectors.joining())
        + "</tbody>\n</table>\n</div>\n";
  }

  private static String row(List<String> cells) {
    return "<tr><th scope=\"row\">"
        + escaped(cells.getFirst())
        + "</th>"
        + cells.stream()
            .skip(1)
            .map(cell -> "<td>" + escaped(cell) + "</td>")
            .collect(Collectors.joining())
        + "</tr>\n";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
