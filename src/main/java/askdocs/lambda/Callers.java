package askdocs.lambda;

import askdocs.knowledge.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who asks, by what the gateway verified and by nothing else: no header, no body.
 *
 * <table>
 *   <caption>What the request's context may hold</caption>
 *   <tr><td>{@code authorizer.claims}</td><td>a Cognito authorizer's: {@code sub}, and the groups
 *       as one string, separated by commas</td></tr>
 *   <tr><td>{@code authorizer}</td><td>a Lambda authorizer's: {@code principalId}, and the groups
 *       under the same name</td></tr>
 *   <tr><td>{@code identity.apiKeyId}</td><td>an API key's: it has no groups</td></tr>
 * </table>
 */
final class Callers {
  private static final String ANONYMOUS = "anonymous";

  private Callers() {}

  static Caller of(JsonNode context, String groupsClaim) {
    JsonNode authorizer = context.path("authorizer");
    JsonNode claims = authorizer.path("claims").isObject() ? authorizer.path("claims") : authorizer;
    return text(claims.path("sub"))
        .or(() -> text(claims.path("principalId")))
        .map(subject -> new Caller(subject, groups(claims.path(groupsClaim))))
        .orElseGet(() -> withoutGroups(context.path("identity").path("apiKeyId")));
  }

  private static Caller withoutGroups(JsonNode apiKeyId) {
    return new Caller(text(apiKeyId).map("key:"::concat).orElse(ANONYMOUS), Set.of());
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() && !value.textValue().isBlank()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  private static Set<String> groups(JsonNode claim) {
    if (claim.isArray()) {
      return claim
          .valueStream()
          .flatMap(member -> text(member).stream())
          .collect(Collectors.toSet());
    }
    return text(claim).stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toSet());
  }
}
