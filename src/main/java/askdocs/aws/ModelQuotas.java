package askdocs.aws;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each model may be used a minute, by all processes together, and this one's share.
 *
 * <p>Written as {@code MODEL=REQUESTS/TOKENS}, separated by commas; either number may be left out:
 * {@code amazon.titan-embed-text-v2:0=2000/300000,us.anthropic.claude-haiku-5-5=/400000}.
 */
public final class ModelQuotas {
  /** Steady work is kept even: it may be ahead by this part of a minute. */
  private static final double STEADY = 0.05;

  private static final double BURSTY = 1;

  /** No model has a quota. */
  public static final ModelQuotas NONE = new ModelQuotas(Map.of(), 1, BURSTY);

  private static final Pattern ENTRY = Pattern.compile("([^=\\s]+)=(\\d{0,15})/(\\d{0,15})");

  private final Map<String, Quota> quotas;
  private final int shares;
  private final double burst;

  private ModelQuotas(Map<String, Quota> quotas, int shares, double burst) {
    this.quotas = Map.copyOf(quotas);
    this.shares = shares;
    this.burst = burst;
  }

  private record Quota(OptionalLong requests, OptionalLong tokens) {}

  /**
   * For callers who come by ones and twos: a whole minute's share may be used at once.
   *
   * @param processes how many share the quotas
   * @throws IllegalArgumentException saying what is wrong
   */
  public static ModelQuotas forCallers(String written, int processes) {
    return new ModelQuotas(read(written), checked(processes), BURSTY);
  }

  /** The same for steady work, which is to be throttled as little as may be. */
  public static ModelQuotas forWork(String written, int processes) {
    return new ModelQuotas(read(written), checked(processes), STEADY);
  }

  private static int checked(int processes) {
    if (processes < 1) {
      throw new IllegalArgumentException("a quota is shared by one process at least");
    }
    return processes;
  }

  private static Map<String, Quota> read(String written) {
    Map<String, Quota> quotas = new HashMap<>();
    for (String entry : written.isBlank() ? new String[0] : written.split(",")) {
      Matcher parts = ENTRY.matcher(entry.strip());
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "not MODEL=REQUESTS/TOKENS, by commas: " + entry.strip());
      }
      quotas.put(parts.group(1), new Quota(number(parts.group(2)), number(parts.group(3))));
    }
    return quotas;
  }

  private static OptionalLong number(String digits) {
    return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  /** How fast this process may use a model. */
  Pace pace(String model, InstantSource clock) {
    Quota quota = quotas.get(model);
    return quota == null
        ? Pace.none(model)
        : Pace.of(model, share(quota.requests()), share(quota.tokens()), burst, clock);
  }

  /** One a minute at the least, or nothing would ever be done. */
  private OptionalLong share(OptionalLong quota) {
    return quota.isEmpty() ? quota : OptionalLong.of(Math.max(1, quota.getAsLong() / shares));
  }
}
