package askdocs.local.tools;

import askdocs.aws.ModelCatalog;
import askdocs.aws.ModelRow;
import askdocs.aws.ModelRow.Task;
import askdocs.spend.ModelName;
import askdocs.spend.PriceList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds settings against what is known of the models. */
final class ModelsCheck {
  /** A model that ends within so many days should be replaced now. */
  private static final int DAYS_OF_WARNING = 90;

  private static final Pattern ARN = Pattern.compile("arn:aws[^:]*:bedrock:([a-z0-9-]*):.*");

  private final ModelCatalog models;
  private final PriceList prices;
  private final LocalDate today;
  private final List<Finding> findings = new ArrayList<>();

  ModelsCheck(ModelCatalog models, PriceList prices, LocalDate today) {
    this.models = models;
    this.prices = prices;
    this.today = today;
  }

  /**
   * What was found.
   *
   * @param wrong whether it will not work; else it is worth knowing
   */
  record Finding(boolean wrong, String setting, String what) {
    String text() {
      return (wrong ? "WRONG " : "note  ") + setting + ": " + what;
    }
  }

  List<Finding> check(Map<String, String> settings) {
    String region =
        Optional.ofNullable(settings.get("AWS_REGION"))
            .or(() -> Optional.ofNullable(settings.get("AWS_DEFAULT_REGION")))
            .orElse("");
    if (region.isBlank()) {
      note("AWS_REGION", "is not set: profiles are not held against a region");
    }
    String answer = settings.getOrDefault("ANSWER_MODEL_ID", "").strip();
    List<String> allowed = list(settings.getOrDefault("ALLOWED_MODEL_IDS", ""));
    one("ANSWER_MODEL_ID", answer, Task.ANSWERING, region);
    if (!answer.isEmpty() && !allowed.contains(answer)) {
      wrong("ALLOWED_MODEL_IDS", "does not have ANSWER_MODEL_ID, " + answer + ": add it");
    }
    allowed.stream()
        .filter(model -> !model.equals(answer))
        .forEach(model -> one("ALLOWED_MODEL_IDS", model, Task.ANSWERING, region));
    for (String setting : List.of("CONDENSE_MODEL_ID", "FALLBACK_MODEL_ID")) {
      optional(setting, settings, Task.ANSWERING, region);
    }
    optional("RERANK_MODEL_ID", settings, Task.RERANKING, region);
    embedding(
        settings.getOrDefault("EMBEDDING_MODEL_ID", "").strip(),
        settings.getOrDefault("EMBEDDING_DIMENSIONS", "").strip(),
        region);
    return List.copyOf(findings);
  }

  private static List<String> list(String setting) {
    return Arrays.stream(setting.split(","))
        .map(String::strip)
        .filter(member -> !member.isEmpty())
        .toList();
  }

  private void optional(String setting, Map<String, String> settings, Task task, String region) {
    String model = settings.getOrDefault(setting, "").strip();
    if (!model.isEmpty()) {
      one(setting, model, task, region);
    }
  }

  private Optional<ModelRow> one(String setting, String model, Task task, String region) {
    if (model.isEmpty()) {
      wrong(setting, "is not set");
      return Optional.empty();
    }
    Optional<ModelRow> row = models.find(model);
    if (row.isEmpty()) {
      wrong(
          setting,
          model
              + " is not in the table; scripts/models prints it. Bedrock would say that"
              + " the model identifier is invalid if there is none, or none in the region");
      return row;
    }
    if (row.get().task() != task) {
      wrong(
          setting,
          "%s is a model for %s, not for %s"
              .formatted(model, inWords(row.get().task()), inWords(task)));
      return Optional.empty();
    }
    name(setting, model, row.get(), region);
    life(setting, model, row.get());
    if (!prices.knows(model)) {
      wrong(setting, "no price is known for " + model);
    }
    if (task == Task.ANSWERING) {
      manners(setting, model, row.get());
    }
    return row;
  }

  private static String inWords(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  private void name(String setting, String model, ModelRow row, String region) {
    Optional<String> geography = ModelName.of(model).geography();
    if (geography.isEmpty()
        && !row.onDemand()
        && !model.contains(":application-inference-profile/")) {
      wrong(
          setting,
          model
              + " cannot be called by its bare id (\"on-demand throughput isn’t supported\"): put"
              + " one of "
              + row.profiles().stream().map(profile -> profile + ".").toList()
              + " before it");
    }
    geography
        .filter(area -> !row.profiles().contains(area))
        .ifPresent(area ->
            wrong(
                setting,
                "no inference profile "
                    + area
                    + "."
                    + row.id()
                    + " is known, but "
                    + (row.profiles().isEmpty() ? "the bare id" : row.profiles())));
    Matcher arn = ARN.matcher(model);
    if (arn.matches()
        && !arn.group(1).isEmpty()
        && !region.isBlank()
        && !arn.group(1).equals(region)) {
      wrong(setting, "the ARN is one of " + arn.group(1) + ", and calls go to " + region);
    }
    geography
        .filter(_ -> !region.isBlank())
        .filter(area -> !Regions.geographies(region).contains(area))
        .ifPresent(area ->
            wrong(
                setting,
                model
                    + " is a profile of the geography "
                    + area
                    + ", which cannot be called from "
                    + region
                    + ": there it is "
                    + Regions.geographies(region)));
  }

  private void life(String setting, String model, ModelRow row) {
    if (row.gone(today)) {
      wrong(
          setting,
          model
              + " is past its end of life"
              + row.endOfLife().map(end -> ", " + end).orElse("")
              + ": Bedrock answers 404 ResourceNotFoundException");
      return;
    }
    row.endOfLife()
        .ifPresent(end -> {
          String soon = today.plusDays(DAYS_OF_WARNING).isAfter(end) ? ": choose another now" : "";
          note(setting, model + " ends on " + end + soon);
        });
    if (row.status() == ModelRow.Status.LEGACY && row.endOfLife().isEmpty()) {
      note(setting, model + " is legacy: an end will be set");
    }
  }

  private void manners(String setting, String model, ModelRow row) {
    boolean reads = setting.equals("ANSWER_MODEL_ID") || setting.equals("ALLOWED_MODEL_IDS");
    if (reads && !row.citations()) {
      note(setting, model + " does not cite: passages are numbered, and its marks are checked");
    }
    if (!row.systemPrompt()) {
      note(setting, model + " takes no system prompt: the rules stand beside the passages");
    }
    if (row.thinking() == ModelRow.Thinking.ALWAYS) {
      note(setting, model + " always thinks: its thoughts count as output, against maxTokens too");
    }
  }

  private void embedding(String model, String dimensions, String region) {
    Optional<ModelRow> row = one("EMBEDDING_MODEL_ID", model, Task.EMBEDDING, region);
    row.filter(
            known -> known.dimensions().stream().map(String::valueOf).noneMatch(dimensions::equals))
        .ifPresent(known ->
            wrong(
                "EMBEDDING_DIMENSIONS",
                (dimensions.isEmpty() ? "is not set; " : dimensions + " is not to be had: ")
                    + known.id()
                    + " makes vectors of "
                    + known.dimensions()));
    if (ModelName.of(model).geography().isPresent()) {
      note(
          "EMBEDDING_MODEL_ID",
          "the roles in template.yaml name a foundation model; calling a profile needs a statement"
              + " for it and for its model, as ANSWER_MODEL_ID has");
    }
  }

  private void wrong(String setting, String what) {
    findings.add(new Finding(true, setting, what));
  }

  private void note(String setting, String what) {
    findings.add(new Finding(false, setting, what));
  }
}
