package askdocs.parse;

import askdocs.ingest.StructuredText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * JSON (RFC 8259) and JSON Lines: a line for each value, with the path that leads to it ({@code
 * order.items[0].price: 3.5}), and lists of objects without inner structure as tables.
 */
final class JsonReader implements FormatReader {
  private static final int LONGEST_NUMBER = 1000;
  private static final int LONGEST_NAME = 10_000;

  /** So many rows are one table; the next ones have a header of their own. */
  private static final int MOST_ROWS = 1000;

  private static final int LONGEST_TITLE = 200;

  /** A value of a list that is longer has a line of its own. */
  private static final int LONG_ITEM = 80;

  private static final int LONG_LINE = 240;

  private final ReadLimits limits;
  private final JsonFactory json;

  JsonReader(ReadLimits limits) {
    this.limits = limits;
    json =
        JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.nesting())
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(limits.characters())
                    .build())
            .build();
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    String text = TextFile.raw(source, limits);
    try (JsonParser parser = json.createParser(text)) {
      return new Reading(parser, new BlockWriter(limits)).all();
    } catch (StreamConstraintsException e) {
      throw new UnreadableException(
          String.format(
              Locale.ROOT,
              "The JSON nests deeper than %d levels, or has a number of more than %d digits.",
              limits.nesting(),
              LONGEST_NUMBER),
          e);
    } catch (JsonProcessingException e) {
      throw new UnreadableException(
          String.format(
              Locale.ROOT,
              "The file is not valid JSON: see line %d, column %d.",
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr()),
          e);
    }
  }

  /** One file. */
  private static final class Reading {
    private final JsonParser parser;
    private final BlockWriter writer;
    private final RecordBlocks records;
    private Optional<String> title = Optional.empty();

    Reading(JsonParser parser, BlockWriter writer) {
      this.parser = parser;
      this.writer = writer;
      this.records = new RecordBlocks(writer);
    }

    /** One value, or one after the other: lines of JSON are read as the items of a list. */
    StructuredText all() throws IOException, UnreadableException {
      int count = items("", 0);
      records.end();
      return writer.finish(count == 1 ? title : Optional.empty(), Optional.empty());
    }

    /** What is left of a list, or of the file, from this index on; tells how long it is. */
    private int items(String path, int first) throws IOException, UnreadableException {
      Rows rows = new Rows(path, first);
      Scalars scalars = new Scalars(path);
      int index = first;
      for (JsonToken token = parser.nextToken();
          token != null && token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token.isScalarValue()) {
          rows.write();
          scalars.add(index);
        } else if (token == JsonToken.START_OBJECT) {
          scalars.write();
          Map<String, String> row = new LinkedHashMap<>();
          Stop stop = flatMembers(row);
          if (stop instanceof Stop.AtEnd) {
            rows.add(row, index);
          } else {
            rows.write();
            records.end();
            fields(item(path, index), row);
            goOn(item(path, index), stop);
            members(item(path, index));
            records.end();
          }
        } else {
          scalars.write();
          rows.write();
          items(item(path, index), 0);
          records.end();
        }
        index++;
      }
      scalars.write();
      rows.write();
      return index;
    }

    /** What is left of an object. */
    private void members(String path) throws IOException, UnreadableException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String member = member(path, parser.currentName());
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          members(member);
        } else if (value == JsonToken.START_ARRAY) {
          items(member, 0);
        } else {
          field(member, scalar());
        }
      }
    }

    /** Where the reading of an object that might have been a row of a table stopped. */
    private sealed interface Stop {
      record AtEnd() implements Stop {}

      record AtObject(String member) implements Stop {}

      record InList(String member, int index) implements Stop {}
    }

    /** Reads values, and lists of short values as one, up to the first that has a structure. */
    private Stop flatMembers(Map<String, String> row) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          return new Stop.AtObject(name);
        }
        if (value == JsonToken.START_ARRAY) {
          List<String> list = new ArrayList<>();
          int index = 0;
          for (value = parser.nextToken();
              value != JsonToken.END_ARRAY;
              value = parser.nextToken()) {
            if (!value.isScalarValue()) {
              row.put(name, String.join(", ", list));
              return new Stop.InList(name, index);
            }
            list.add(scalar());
            index++;
          }
          row.put(name, String.join(", ", list));
        } else {
          row.put(name, scalar());
        }
      }
      return new Stop.AtEnd();
    }

    private void goOn(String path, Stop stop) throws IOException, UnreadableException {
      switch (stop) {
        case Stop.AtEnd _ -> {}
        case Stop.AtObject(String member) -> members(member(path, member));
        case Stop.InList(String member, int index) -> {
          String list = member(path, member);
          if (parser.currentToken() == JsonToken.START_OBJECT) {
            members(item(list, index));
          } else {
            items(item(list, index), 0);
          }
          items(list, index + 1);
        }
      }
    }

    private void fields(String path, Map<String, String> row) throws UnreadableException {
      for (Map.Entry<String, String> field : row.entrySet()) {
        field(member(path, field.getKey()), field.getValue());
      }
    }

    private void field(String path, String value) throws UnreadableException {
      if (path.equals("title") && value.strip().length() <= LONGEST_TITLE) {
        title = title.or(() -> Optional.of(CleanText.of(value).strip()).filter(t -> !t.isEmpty()));
      }
      records.field(path, value);
    }

    private String scalar() throws IOException {
      return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }

    private static String item(String path, int index) {
      return path.isEmpty() ? "" : path + "[" + index + "]";
    }

    private static String member(String path, String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    /** Objects of a list that may become a table. */
    private final class Rows {
      private final String path;
      private final List<Map<String, String>> rows = new ArrayList<>();
      private int first;

      Rows(String path, int first) {
        this.path = path;
        this.first = first;
      }

      void add(Map<String, String> row, int index) throws UnreadableException {
        if (rows.isEmpty()) {
          first = index;
        }
        rows.add(row);
        if (rows.size() == MOST_ROWS) {
          write();
        }
      }

      void write() throws UnreadableException {
        if (!rows.isEmpty() && !records.table(path, rows)) {
          for (int i = 0; i < rows.size(); i++) {
            fields(item(path, first + i), rows.get(i));
            records.end();
          }
        }
        rows.clear();
      }
    }

    /** Values of a list, some of them on a line. */
    private final class Scalars {
      private final String path;
      private final StringBuilder line = new StringBuilder();

      Scalars(String path) {
        this.path = path;
      }

      void add(int index) throws IOException, UnreadableException {
        String value = scalar();
        if (path.isEmpty() || value.length() > LONG_ITEM) {
          write();
          field(item(path, index), value);
        } else if (!value.isBlank()) {
          line.append(line.isEmpty() ? "" : ", ").append(value);
          if (line.length() > LONG_LINE) {
            write();
          }
        }
      }

      void write() throws UnreadableException {
        records.field(path, line.toString());
        line.setLength(0);
      }
    }
  }
}
