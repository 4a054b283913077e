package askdocs.local.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file with a JSON object a line; what is wrong with it is told with its line and field. */
record JsonLines(Path file, List<Line> lines) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads all of it; empty lines are passed over.
   *
   * @throws Refusal naming what is wrong
   */
  static JsonLines of(Path file) {
    List<Line> lines = new ArrayList<>();
    List<String> texts = texts(file);
    for (int number = 1; number <= texts.size(); number++) {
      String text = texts.get(number - 1);
      if (!text.isBlank()) {
        lines.add(new Line(file, number, object(file, number, text)));
      }
    }
    return new JsonLines(file, List.copyOf(lines));
  }

  /** The lines of a text file in UTF-8, without a byte-order mark. */
  static List<String> texts(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      List<String> lines = new ArrayList<>(reader.lines().toList());
      if (!lines.isEmpty() && lines.getFirst().startsWith("\uFEFF")) {
        lines.set(0, lines.getFirst().substring(1));
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new Refusal("There is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new Refusal(file + " is not UTF-8", e);
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new Refusal(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonNode object(Path file, int number, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new Refusal(file + ", line " + number + ": not JSON: " + e.getOriginalMessage(), e);
    }
    throw new Refusal(file + ", line " + number + ": not a JSON object");
  }

  /**
   * A line.
   *
   * @param number counted from 1
   */
  record Line(Path file, int number, JsonNode object) {
    /** A field that must be there and say something. */
    String text(String field) {
      String text = optional(field).orElseThrow(() -> fault(field, "is missing"));
      if (text.isBlank()) {
        throw fault(field, "is empty");
      }
      return text;
    }

    /** A field that may be missing. */
    Optional<String> optional(String field) {
      JsonNode value = object.path(field);
      if (value.isMissingNode() || value.isNull()) {
        return Optional.empty();
      }
      if (!value.isTextual()) {
        throw fault(field, "is not a string");
      }
      return Optional.of(value.asText());
    }

    Refusal fault(String field, String what) {
      return new Refusal(file + ", line " + number + ": " + field + " " + what);
    }
  }

  /** The field as a name that no other line has. */
  Set<String> distinct(String field) {
    Set<String> seen = new HashSet<>();
    for (Line line : lines) {
      if (!seen.add(line.text(field))) {
        throw line.fault(field, "stands in an earlier line too: " + line.text(field));
      }
    }
    return seen;
  }
}
