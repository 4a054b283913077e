package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import askdocs.local.template.LocalResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Clients that were not written for this. */
@OnTheStack
class ClientsIT {
  private static final StaticCredentialsProvider ANY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing"));

  private final Stack stack;
  @TempDir private Path folder;

  ClientsIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void theSdkPutsGetsListsAndDeletesObjects() {
    String key = "clients/sdk ñ+1.md";
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(stack.local().resources().s3())
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(ANY)
            .forcePathStyle(true)
            .build()) {
      s3.putObject(
          put -> put.bucket("documents").key(key),
          RequestBody.fromString("El órgano de Tolosa tiene tubos de estaño.\n"));
      stack.untilIndexed(key);
      assertEquals(
          "El órgano de Tolosa tiene tubos de estaño.\n",
          s3.getObjectAsBytes(get -> get.bucket("documents").key(key)).asUtf8String());
      assertEquals(
          List.of(key),
          s3
              .listObjectsV2(list -> list.bucket("documents").prefix("clients/sdk"))
              .contents()
              .stream()
              .map(S3Object::key)
              .toList());
      s3.deleteObject(delete -> delete.bucket("documents").key(key));
      stack.untilGone(key);
      assertThrows(
          NoSuchKeyException.class,
          () -> s3.getObjectAsBytes(get -> get.bucket("documents").key(key)));
    }
  }

  @Test
  void theSdkSeesTheQueueAndTheTable() {
    LocalResources resources = stack.local().resources();
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(resources.sqs())
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(ANY)
            .build()) {
      Map<QueueAttributeName, String> attributes =
          sqs.getQueueAttributes(get ->
                  get.queueUrl(stack.local().sqs().queueUrl())
                      .attributeNames(QueueAttributeName.ALL))
              .attributes();
      assertTrue(
          attributes.containsKey(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
          attributes.toString());
    }
    try (DynamoDbClient dynamoDb = Tables.client(stack)) {
      assertTrue(dynamoDb.listTables().tableNames().contains(Tables.stateTable(stack)));
    }
  }

  @Test
  void boto3ReadsEveryAnswerOfTheBedrockStandIn() throws Exception {
    assumeTrue(runs("python3", "-c", "import boto3"), "python3 with boto3 is not installed");
    Outcome outcome =
        run(
            "python3",
            "src/test/python/bedrock_clients.py",
            stack.local().resources().bedrock().toString());
    assertEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains("ok billed"), outcome.output());
  }

  @Test
  void theCommandLineOfAwsCopiesAFileInAndRemovesIt() throws Exception {
    assumeTrue(runs("aws", "--version"), "the aws CLI is not installed");
    String key = "clients/cli con espacio.md";
    Path file = Files.writeString(folder.resolve("a.md"), "El cimborrio de Zamora es gallonado.\n");
    String object = "s3://documents/" + key;
    Outcome copied = aws("s3", "cp", file.toString(), object);
    assertEquals(0, copied.status(), copied.output());
    stack.untilIndexed(key);
    assertTrue(stack.ask("¿Cómo es el cimborrio de Zamora?").body().contains("gallonado"));
    Outcome removed = aws("s3", "rm", object);
    assertEquals(0, removed.status(), removed.output());
    stack.untilGone(key);
  }

  private record Outcome(int status, String output) {}

  private Outcome aws(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "aws",
                "--endpoint-url",
                stack.local().resources().s3().toString(),
                "--region",
                LocalResources.REGION));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private boolean runs(String... command) throws InterruptedException {
    try {
      return run(command).status() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private Outcome run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", "any");
    environment.put("AWS_SECRET_ACCESS_KEY", "any");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(List.of(command) + " hangs: " + Files.readString(output));
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
