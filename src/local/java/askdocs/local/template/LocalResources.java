package askdocs.local.template;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the resources of the template are on the local stack.
 *
 * @param s3 where S3 answers, and likewise the others
 */
public record LocalResources(URI s3, URI sqs, URI bedrock, URI dynamodb, URI openSearch)
    implements References {
  /** The region that the local stack says it is in. */
  public static final String REGION = "us-east-1";

  /** The account that the local stack says it belongs to: that of its queues' URLs. */
  public static final String ACCOUNT = "000000000000";

  /** The stack as {@code scripts/local} starts it. */
  public static final LocalResources ON_DEFAULT_PORTS =
      new LocalResources(
          URI.create("http://127.0.0.1:9000"),
          URI.create("http://127.0.0.1:9324"),
          URI.create("http://127.0.0.1:8090"),
          URI.create("http://127.0.0.1:8000"),
          URI.create("http://127.0.0.1:9200"));

  @Override
  public Optional<String> ref(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "DocumentsBucket" -> "documents";
          case "StateTable" -> "state";
          case "SpendTable" -> "spend";
          case "IngestQueue" -> queue("ingest");
          case "IngestDeadLetters" -> queue("ingest-dlq");
          case "AWS::Region" -> REGION;
          case "AWS::AccountId" -> ACCOUNT;
          case "AWS::Partition" -> "aws";
          case "AWS::StackName" -> "askdocs";
          default -> null;
        });
  }

  @Override
  public Optional<String> attribute(String resource, String attribute) {
    return (resource + "." + attribute).equals("PassagesDomain.DomainEndpoint")
        ? Optional.of(openSearch.getAuthority())
        : Optional.empty();
  }

  /**
   * The environment that a function has on the local stack: the template's variables, the
   * stand-ins' endpoints as the SDK reads them, a region, and credentials that open nothing.
   */
  public Map<String, String> environment(Template.Function function) {
    Map<String, String> environment = new TreeMap<>(function.environment(this));
    // The template speaks TLS to the domain; a node on loopback has none.
    environment.replaceAll((_, value) ->
        value.equals("https://" + openSearch.getAuthority()) ? openSearch.toString() : value);
    String ocr = System.getenv("OCR");
    if (ocr != null) {
      environment.replace("OCR", ocr);
    }
    // Whoever runs it on a machine of their own pays for nothing, unless they say otherwise.
    environment.replaceAll((name, value) ->
        name.endsWith("_BUDGET_USD") ? Optional.ofNullable(System.getenv(name)).orElse("") : value);
    environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
    environment.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
    environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", bedrock.toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.toString());
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    return environment;
  }

  private String queue(String name) {
    return sqs.resolve("/" + ACCOUNT + "/" + name).toString();
  }
}
