package askdocs.local.eval;

import askdocs.local.eval.InjectionSet.Attack;
import askdocs.local.eval.InjectionSet.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of attacks and of documents to plant them in, in it or in folders of it.
 *
 * <table>
 *   <caption>The files that are read</caption>
 *   <tr><td>{@code attacks.jsonl}</td><td>{@code _id}, {@code text}: one's own</td></tr>
 *   <tr><td>{@code text_attack*.json}</td><td>BIPIA's: a list of texts for each kind</td></tr>
 *   <tr><td>{@code jailbreaks.jsonl}, {@code instructions.jsonl}</td><td>spikee's: each of the
 *       first with each of the second in the place of {@code <INSTRUCTION>}; and each of these with
 *       each {@code suffix} of {@code adv_suffixes.jsonl}</td></tr>
 *   <tr><td>{@code standalone_user_inputs.jsonl}</td><td>spikee's: {@code text}</td></tr>
 *   <tr><td>any other {@code .jsonl}</td><td>documents: {@code context} (or {@code document}) and
 *       {@code question}</td></tr>
 * </table>
 *
 * @see <a href="https://arxiv.org/abs/2312.14197">Yi et al., BIPIA (2023)</a>
 * @see <a href="https://github.com/WithSecureLabs/spikee">spikee</a>
 */
final class InjectionFolder {
  private static final int DEPTH = 4;
  private static final String OWN = "attacks.jsonl";
  private static final String JAILBREAKS = "jailbreaks.jsonl";
  private static final String STANDALONE = "standalone_user_inputs.jsonl";
  private static final String PLACE = "<INSTRUCTION>";

  private InjectionFolder() {}

  static boolean isSet(Path folder) {
    return files(folder).stream().anyMatch(InjectionFolder::holdsAttacks);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new Refusal(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  private static String named(Path file) {
    return file.getFileName().toString();
  }

  private static boolean isBipia(Path file) {
    return named(file).startsWith("text_attack") && named(file).endsWith(".json");
  }

  private static boolean holdsAttacks(Path file) {
    return List.of(OWN, JAILBREAKS, STANDALONE).contains(named(file)) || isBipia(file);
  }

  /**
   * Reads it.
   *
   * @param limit how many attacks are planted at most, spread evenly over all
   * @throws Refusal naming the first thing that is wrong
   */
  static InjectionSet read(Path folder, long limit) {
    List<Attack> attacks = new ArrayList<>();
    List<Context> contexts = new ArrayList<>();
    for (Path file : files(folder)) {
      String from = folder.relativize(file).toString();
      if (isBipia(file)) {
        attacks.addAll(bipia(file, from));
      } else if (named(file).equals(JAILBREAKS)) {
        attacks.addAll(spikee(file, from));
      } else if (named(file).equals(OWN) || named(file).equals(STANDALONE)) {
        JsonLines.of(file)
            .lines()
            .forEach(line -> attacks.add(new Attack(id(from, line), line.text("text"))));
      } else if (named(file).endsWith(".jsonl")) {
        contexts.addAll(contexts(file, from));
      }
    }
    if (attacks.isEmpty() || contexts.isEmpty()) {
      throw new Refusal(
          folder
              + " has "
              + (attacks.isEmpty() ? "no attack" : "no document to plant attacks in")
              + ": it needs attacks.jsonl (_id, text) and a .jsonl of documents (context,"
              + " question)");
    }
    return new InjectionSet(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        spread(attacks, (int) Math.min(limit, attacks.size())),
        contexts);
  }

  private static List<Attack> spread(List<Attack> attacks, int count) {
    return IntStream.range(0, count)
        .mapToObj(at -> attacks.get((int) ((long) at * attacks.size() / count)))
        .toList();
  }

  private static String id(String from, JsonLines.Line line) {
    return from + "/" + line.number();
  }

  private static List<Attack> bipia(Path file, String from) {
    List<Attack> attacks = new ArrayList<>();
    try {
      JsonNode kinds = Figures.JSON.readTree(String.join("\n", JsonLines.texts(file)));
      kinds
          .properties()
          .forEach(kind -> {
            for (int at = 0; at < kind.getValue().size(); at++) {
              JsonNode text = kind.getValue().path(at);
              if (!text.isTextual() || text.asText().isBlank()) {
                throw new Refusal(file + ": " + kind.getKey() + " is not a list of texts");
              }
              attacks.add(new Attack(from + "/" + kind.getKey() + "/" + (at + 1), text.asText()));
            }
          });
    } catch (JsonProcessingException e) {
      throw new Refusal(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
    return attacks;
  }

  private static List<Attack> spikee(Path file, String from) {
    Path suffixes = file.resolveSibling("adv_suffixes.jsonl");
    List<JsonLines.Line> behind =
        Files.exists(suffixes) ? JsonLines.of(suffixes).lines() : List.of();
    JsonLines instructions = JsonLines.of(file.resolveSibling("instructions.jsonl"));
    List<Attack> attacks = new ArrayList<>();
    for (JsonLines.Line jailbreak : JsonLines.of(file).lines()) {
      String frame = jailbreak.text("text");
      if (!frame.contains(PLACE)) {
        throw jailbreak.fault("text", "has no " + PLACE);
      }
      for (JsonLines.Line instruction : instructions.lines()) {
        String text = frame.replace(PLACE, instruction.text("instruction"));
        String id = id(from, jailbreak) + "+" + instruction.number();
        attacks.add(new Attack(id, text));
        behind.forEach(suffix ->
            attacks.add(
                new Attack(id + "+" + suffix.number(), text + " " + suffix.text("suffix"))));
      }
    }
    return attacks;
  }

  /** Those lines that have a text and a question about it. */
  private static List<Context> contexts(Path file, String from) {
    List<Context> contexts = new ArrayList<>();
    for (JsonLines.Line line : JsonLines.of(file).lines()) {
      Optional<String> text = line.optional("context").or(() -> line.optional("document"));
      Optional<String> question = line.optional("question");
      if (text.filter(one -> !one.isBlank()).isPresent()
          && question.filter(one -> !one.isBlank()).isPresent()) {
        contexts.add(new Context(id(from, line), text.get(), question.get()));
      }
    }
    return contexts;
  }
}
