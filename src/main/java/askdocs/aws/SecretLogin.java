package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A user's name and password, out of Secrets Manager: {@code {"username": …, "password": …}}, as
 * its rotation functions write them.
 *
 * <p>They are kept for {@linkplain #KEPT minutes}, and read anew as soon as they are refused, so a
 * rotation is followed at once.
 */
final class SecretLogin {
  /** For how long a secret is not read again. */
  static final Duration KEPT = Duration.ofMinutes(5);

  private static final Logger LOG = System.getLogger(SecretLogin.class.getName());

  private final SecretsManagerClient secrets;
  private final String arn;
  private final Clock clock;
  private Optional<Known> known = Optional.empty();

  /**
   * @param header the value of the header Authorization
   * @param until when it is looked up again
   */
  private record Known(String header, Instant until) {}

  /**
   * @param secrets a client that does not retry
   * @param arn the secret's ARN or name
   */
  SecretLogin(SecretsManagerClient secrets, String arn, Clock clock) {
    this.secrets = secrets;
    this.arn = arn;
    this.clock = clock;
  }

  /**
   * The value of the header Authorization, by RFC 7617.
   *
   * @throws UpstreamException if it is not known yet and cannot be read
   */
  synchronized String header() {
    Instant now = clock.instant();
    Optional<Known> kept = known.filter(one -> now.isBefore(one.until()));
    return kept.orElseGet(() -> renewed(now)).header();
  }

  private Known renewed(Instant now) {
    Known read;
    try {
      read = new Known(read(), now.plus(KEPT));
    } catch (UpstreamException e) {
      String last = known.map(Known::header).orElseThrow(() -> e);
      LOG.log(Level.WARNING, "The secret cannot be read; the last one is used on", e);
      read = new Known(last, now.plus(KEPT));
    }
    known = Optional.of(read);
    return read;
  }

  /** Forgets what was refused; one that has been read since stays. */
  synchronized void refused(String header) {
    known = known.filter(one -> !one.header().equals(header));
  }

  private String read() {
    JsonNode secret;
    try {
      String text = secrets.getSecretValue(request -> request.secretId(arn)).secretString();
      secret = Json.MAPPER.readTree(Optional.ofNullable(text).orElse(""));
    } catch (SdkException e) {
      throw SdkErrors.translate("Secrets Manager", e);
    } catch (IOException e) {
      throw unusable(); // Its message would quote the secret.
    }
    JsonNode user = secret.path("username");
    JsonNode password = secret.path("password");
    if (!user.isTextual() || !password.isTextual() || user.textValue().contains(":")) {
      throw unusable();
    }
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(
                (user.textValue() + ":" + password.textValue()).getBytes(StandardCharsets.UTF_8));
  }

  private static UpstreamException unusable() {
    return new UpstreamException(
        "The secret of OPENSEARCH_SECRET_ARN is not {\"username\": …, \"password\": …}",
        Kind.PERMANENT);
  }
}
