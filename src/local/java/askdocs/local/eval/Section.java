package askdocs.local.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A part of the report.
 *
 * @param key its name in the JSON
 * @param title its title
 * @param notes how to read it, a paragraph each
 * @param tables its tables
 * @param plots its plots, for the page alone
 * @param figures all of its figures, for the JSON alone
 */
record Section(
    String key,
    String title,
    List<String> notes,
    List<Table> tables,
    List<DotPlot> plots,
    JsonNode figures) {
  Section {
    notes = List.copyOf(notes);
    tables = List.copyOf(tables);
    plots = List.copyOf(plots);
  }

  /**
   * A table.
   *
   * @param caption what it shows
   * @param head the columns' names
   * @param rows the cells, as many as columns, the first the row's name
   */
  record Table(String caption, List<String> head, List<List<String>> rows) {
    Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != head.size()) {
          throw new IllegalArgumentException("A cell for each column: " + row);
        }
      }
    }
  }
}
