package askdocs.spend;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model as Bedrock's requests name it, taken apart.
 *
 * @param geography the prefix of an inference profile ({@code us}, {@code eu}, {@code global}, …),
 *     or empty for a model called by its bare id
 * @param model the model's bare id, as in {@code anthropic.claude-haiku-5-5}
 */
public record ModelName(Optional<String> geography, String model) {
  private static final Pattern PROFILE =
      Pattern.compile("(us-gov|us|eu|apac|jp|au|ca|global)\\.(.+)");

  /** Takes apart a model id, an inference profile's id, or the ARN of either. */
  public static ModelName of(String id) {
    String name = id.startsWith("arn:") ? id.substring(id.lastIndexOf('/') + 1) : id;
    Matcher profile = PROFILE.matcher(name);
    return profile.matches()
        ? new ModelName(Optional.of(profile.group(1)), profile.group(2))
        : new ModelName(Optional.empty(), name);
  }
}
