package askdocs.lambda;

import askdocs.lambda.runtime.RuntimeEnvironment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A function's settings, complete: the only reader of the environment. */
public final class Settings {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /** The settings that the environment gives. */
  public static Settings fromEnvironment(Set<Setting> needed) {
    return from(System.getenv(), needed);
  }

  /**
   * The settings that these variables give.
   *
   * @throws IllegalStateException naming all that are missing
   */
  static Settings from(Map<String, String> variables, Set<Setting> needed) {
    String missing =
        needed.stream()
            .filter(setting -> !setting.isOptional())
            .map(Setting::name)
            .filter(name -> variables.getOrDefault(name, "").isBlank())
            .sorted()
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("These environment variables are not set: " + missing);
    }
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    needed.forEach(
        setting -> values.put(setting, variables.getOrDefault(setting.name(), "").strip()));
    return new Settings(values);
  }

  /**
   * The memory of this function in MB, as Lambda says.
   *
   * @throws IllegalStateException outside of Lambda
   */
  static int memoryMb() {
    String size = System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    if (size == null) {
      throw new IllegalStateException("AWS_LAMBDA_FUNCTION_MEMORY_SIZE is not set");
    }
    return Integer.parseInt(size);
  }

  /**
   * The name that this function is deployed under, as Lambda says.
   *
   * @throws IllegalStateException outside of Lambda
   */
  static String functionName() {
    String name = System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    if (name == null) {
      throw new IllegalStateException("AWS_LAMBDA_FUNCTION_NAME is not set");
    }
    return name;
  }

  /**
   * What Lambda says to a runtime.
   *
   * @throws IllegalStateException outside of Lambda
   */
  static RuntimeEnvironment runtimeEnvironment() {
    Map<String, String> variables = System.getenv();
    String api = variables.get("AWS_LAMBDA_RUNTIME_API");
    String handler = variables.get("_HANDLER");
    if (api == null || handler == null) {
      throw new IllegalStateException("AWS_LAMBDA_RUNTIME_API or _HANDLER is not set");
    }
    return new RuntimeEnvironment(
        api,
        handler,
        variables.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", ""),
        variables.getOrDefault("AWS_LAMBDA_FUNCTION_VERSION", ""),
        memoryMb(),
        variables.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", ""),
        variables.getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", ""));
  }

  String text(Setting setting) {
    String value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("The function does not declare that it needs " + setting);
    }
    return value;
  }

  /** An optional setting; empty if it is not given. */
  Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(value -> !value.isEmpty());
  }

  int number(Setting setting) {
    try {
      return Integer.parseInt(text(setting));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(setting + " is not a whole number: " + text(setting), e);
    }
  }

  /**
   * How long something is kept: a whole number of seconds, minutes, hours or days, as in {@code
   * 24h}; empty for {@code off}.
   */
  Optional<Duration> time(Setting setting) {
    String value = text(setting);
    if (value.equals("off")) {
      return Optional.empty();
    }
    Matcher time = TIME.matcher(value);
    if (!time.matches()) {
      throw new IllegalStateException(
          setting + " is not a time such as 90s, 30m, 24h or 7d, and not off: " + value);
    }
    return Optional.of(
        Duration.of(
            Long.parseLong(time.group(1)),
            switch (time.group(2)) {
              case "s" -> ChronoUnit.SECONDS;
              case "m" -> ChronoUnit.MINUTES;
              case "h" -> ChronoUnit.HOURS;
              default -> ChronoUnit.DAYS;
            }));
  }

  /** The members of a list separated by commas. */
  List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(","))
        .map(String::strip)
        .filter(member -> !member.isEmpty())
        .toList();
  }
}
