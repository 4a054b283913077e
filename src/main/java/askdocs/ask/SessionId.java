package askdocs.ask;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a conversation: 128 random bits.
 *
 * @param value the bits in URL-safe Base64, 22 characters
 */
public record SessionId(String value) {
  private static final int BYTES = 16;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

  public SessionId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not the id of a session");
    }
  }

  /** A new one. What gives the bits must be unpredictable. */
  static SessionId random(RandomGenerator random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** The session that a caller names; empty if no session can be called so. */
  public static Optional<SessionId> of(String name) {
    return SHAPE.matcher(name).matches() ? Optional.of(new SessionId(name)) : Optional.empty();
  }
}
