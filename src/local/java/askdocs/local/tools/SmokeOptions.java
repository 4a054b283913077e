package askdocs.local.tools;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What {@code scripts/smoke} was asked for.
 *
 * @param api where the API is, with a slash at its end
 * @param headers those of each request, with the credentials
 * @param localS3 the local stack's S3; empty for a stack on AWS
 * @param help whether only its usage is wanted
 */
record SmokeOptions(URI api, Map<String, String> headers, Optional<URI> localS3, boolean help) {
  static final String USAGE =
      """
      Usage: scripts/smoke URL [OPTION]...
      Uploads a document, waits until it is indexed, asks about it, deletes it, and sees it gone.

        --header 'NAME: VALUE'  goes with every request: x-api-key, or Authorization; may come again
        --s3 URL                the local stack's S3 (http://127.0.0.1:9000)
        --help                  this text

      On this machine, URL is that of scripts/local, and the caller is of the group uploaders.
      Deployed, it is ApiUrl of the stack's outputs; the caller must be one who may upload (see
      UploadGroup), and the document is deleted with your AWS credentials, in AWS_REGION.
      Exit status: 0 all is well; 1 something is not; 2 wrong use, or not possible.
      """;

  SmokeOptions {
    headers = Map.copyOf(headers);
  }

  static SmokeOptions of(List<String> arguments) {
    Optional<URI> api = Optional.empty();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    URI s3 = URI.create("http://127.0.0.1:9000");
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--header" -> {
          String[] header = value(argument, rest).split(":", 2);
          if (header.length != 2) {
            throw new Refusal("--header takes 'NAME: VALUE'.");
          }
          headers.put(header[0].strip(), header[1].strip());
        }
        case "--s3" -> s3 = url(value(argument, rest));
        case "--help", "-h" -> help = true;
        default -> {
          if (argument.startsWith("-") || api.isPresent()) {
            throw new Refusal("Not understood: " + argument + ".\n\n" + USAGE.strip());
          }
          api = Optional.of(url(argument));
        }
      }
    }
    if (api.isEmpty() && !help) {
      throw new Refusal(USAGE.strip());
    }
    URI base =
        URI.create(api.map(URI::toString).orElse("http://127.0.0.1").replaceFirst("/*$", "/"));
    boolean local = isLocal(base);
    if (local) {
      headers.putIfAbsent("x-local-caller", "smoke");
      headers.putIfAbsent("x-local-groups", "uploaders");
    }
    return new SmokeOptions(base, headers, local ? Optional.of(s3) : Optional.empty(), help);
  }

  private static boolean isLocal(URI api) {
    return List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(api.getHost()));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a URL of something else.
    }
    throw new Refusal("Not a URL: " + text);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Refusal(option + " needs a value. See scripts/smoke --help.");
    }
    return rest.next();
  }

  /** The bucket's client: the local one takes any credentials. */
  S3Client s3() {
    return localS3
        .map(endpoint ->
            S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))))
        .orElseGet(S3Client::builder)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }
}
