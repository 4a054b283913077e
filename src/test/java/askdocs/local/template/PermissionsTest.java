package askdocs.local.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function's role allows what the adapters that are wired to it call, and nothing else: the table
 * says which these are, and the code calls no other.
 */
class PermissionsTest {
  /**
   * Adapter, call | IAM's actions | functions; those of nobody are for the commands, which have the
   * rights of whoever runs them.
   */
  private static final String TABLE =
      """
      BedrockEmbedder BedrockRuntimeClient.invokeModel | bedrock:InvokeModel | Ask AskStream Ingest
      BedrockReranker BedrockRuntimeClient.invokeModel     | bedrock:InvokeModel | Ask AskStream
      ConverseGenerator BedrockRuntimeClient.converse      | bedrock:InvokeModel | Ask AskStream
      ConverseStreamGenerator BedrockRuntimeAsyncClient.converseStream | bedrock:InvokeModelWithResponseStream | AskStream
      HybridRetriever OpenSearch.sendLines                 | es:ESHttpPost | Ask AskStream
      PassageIndex OpenSearch.send                         | es:ESHttpPut es:ESHttpPost | Ingest
      PassageIndex OpenSearch.sendLines                    | es:ESHttpPost | Ingest
      PassageCensus OpenSearch.send                        | es:ESHttpPost | Reconcile
      SecretLogin SecretsManagerClient.getSecretValue | secretsmanager:GetSecretValue | Ask AskStream Ingest Reconcile
      ControlRow DynamoDbClient.getItem | dynamodb:GetItem | Ask AskStream Documents Ingest Reconcile
      ControlRow DynamoDbClient.putItem                    | dynamodb:PutItem | Ingest
      KeptItems DynamoDbClient.getItem                     | dynamodb:GetItem | Ask AskStream
      KeptItems DynamoDbClient.putItem                     | dynamodb:PutItem | Ask AskStream
      LiveRows DynamoDbClient.batchGetItem                 | dynamodb:BatchGetItem | Ask AskStream
      LedgerRows DynamoDbClient.getItem                    | dynamodb:GetItem | Ask AskStream Ingest
      LedgerRows DynamoDbClient.updateItem                 | dynamodb:UpdateItem | Ask AskStream Ingest
      DocumentRows DynamoDbClient.getItem                  | dynamodb:GetItem | Documents
      DocumentRows DynamoDbClient.query                    | dynamodb:Query | Documents
      DocumentStates DynamoDbClient.getItem                | dynamodb:GetItem | Ingest
      DocumentStates DynamoDbClient.updateItem             | dynamodb:UpdateItem | Ingest
      IndexRows DynamoDbClient.getItem                     | dynamodb:GetItem | Reconcile
      IndexRows DynamoDbClient.query                       | dynamodb:Query | Reconcile
      IndexRows DynamoDbClient.deleteItem                  | |
      S3Bucket S3Client.headObject | s3:GetObject s3:ListBucket | Ingest Reconcile
      S3Bucket S3Client.getObject                          | s3:GetObject | Ingest
      S3Listing S3Client.listObjectsV2                     | s3:ListBucket | Reconcile
      S3Uploads S3Client.putObject                         | s3:PutObject | Documents
      S3Uploads S3Presigner.presignPutObject               | s3:PutObject | Documents
      HintQueue SqsClient.sendMessage                      | sqs:SendMessage | Ingest
      HintQueue SqsClient.sendMessageBatch                 | sqs:SendMessage | Reconcile
      DeadLetters SqsClient.receiveMessage                 | sqs:ReceiveMessage | Reconcile
      DeadLetters SqsClient.deleteMessage                  | sqs:DeleteMessage | Reconcile
      DeadLetters SqsClient.sendMessage                    | sqs:SendMessage | Reconcile
      """;

  /** What Lambda does in a function's name: its log, X-Ray, the network of a VPC, your key. */
  private static final String LAMBDA =
      """
      logs:CreateLogStream logs:PutLogEvents
      xray:PutTraceSegments xray:PutTelemetryRecords
      ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces ec2:DescribeSubnets
      ec2:DeleteNetworkInterface ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses
      kms:Decrypt kms:GenerateDataKey
      """;

  /** What the queue's reader takes with the function's role. */
  private static final String QUEUE = "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes";

  /** What the destination of failures is sent with. */
  private static final String DESTINATION = "sqs:SendMessage";

  private static final Template TEMPLATE = load();

  private record Use(String call, Set<String> actions, Set<String> functions) {}

  private static List<Use> table() {
    return TABLE
        .lines()
        .map(row -> row.split("\\|", -1))
        .map(row -> new Use(row[0].strip(), words(row[1]), words(row[2])))
        .toList();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Template load() {
    try {
      return Template.load(Path.of("template.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> functions() {
    return TEMPLATE.functions().stream().map(Template.Function::name).toList();
  }

  /**
   * A call that is not in the table has no right in a role: give it a row, and the role the right.
   */
  @Test
  void theCodeCallsWhatTheTableSays() {
    Set<String> calls = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPath("target/classes")) {
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        String owner = call.getTargetOwner().getFullName();
        boolean sdk =
            owner.startsWith("software.amazon.awssdk.services.")
                && owner.matches(".*(Client|Presigner)")
                && !Set.of("builder", "close").contains(call.getName());
        boolean domain =
            owner.equals("askdocs.aws.OpenSearch")
                && call.getName().startsWith("send")
                && !type.getFullName().equals(owner);
        if (sdk || domain) {
          calls.add(
              "%s %s.%s"
                  .formatted(
                      type.getSimpleName(), call.getTargetOwner().getSimpleName(), call.getName()));
        }
      }
    }

    Set<String> listed = table().stream().map(Use::call).collect(Collectors.toSet());
    assertEquals(Set.of(), without(calls, listed), "these calls have no row");
    assertEquals(Set.of(), without(listed, calls), "these rows are of no call");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aRoleAllowsWhatItsFunctionCallsAndNothingElse(String function) {
    Set<String> needed = words(LAMBDA);
    for (Use use : table()) {
      if (use.functions().contains(function.replace("Function", ""))) {
        needed.addAll(use.actions());
      }
    }
    Map<String, Object> properties = TEMPLATE.resources("AWS::Serverless::Function").get(function);
    if (((Map<?, ?>) properties.get("Events"))
        .values().stream().anyMatch(event -> "SQS".equals(((Map<?, ?>) event).get("Type")))) {
      needed.addAll(words(QUEUE));
    }
    if (properties.containsKey("EventInvokeConfig")) {
      needed.addAll(words(DESTINATION));
    }
    Set<String> allowed = new TreeSet<>();
    statements(function).forEach(statement -> allowed.addAll(texts(statement.get("Action"))));

    assertEquals(Set.of(), without(needed, allowed), "the role does not allow these");
    assertEquals(Set.of(), without(allowed, needed), "nothing needs these of the role");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aRoleNamesItsActionsAndItsResources(String function) {
    for (Map<?, ?> statement : statements(function)) {
      List<String> actions = texts(statement.get("Action"));
      assertTrue(actions.stream().noneMatch(it -> it.contains("*")), statement::toString);
      if (texts(statement.get("Resource")).contains("*")) {
        // AWS has no resources for these.
        assertTrue(
            actions.stream().allMatch(it -> it.startsWith("xray:Put") || it.startsWith("ec2:")),
            statement::toString);
      }
    }
  }

  @Test
  void askingWritesToTheSpendTableAlone() {
    for (Map<?, ?> statement : statements("AskFunction")) {
      if (texts(statement.get("Action")).stream()
          .anyMatch(it -> it.matches("dynamodb:(Put|Update|Delete|Transact).*"))) {
        assertEquals(List.of("SpendTable.Arn"), texts(statement.get("Resource")));
      }
    }
  }

  /** Asking searches, and nothing else; whatever the body says. */
  @Test
  void theDomainIsAskedByMsearchOnly() {
    List<String> resources =
        statements("AskFunction").stream()
            .filter(statement -> texts(statement.get("Action")).contains("es:ESHttpPost"))
            .flatMap(statement -> texts(statement.get("Resource")).stream())
            .toList();

    assertEquals(1, resources.size());
    assertTrue(resources.getFirst().contains("${IndexPrefix}-*/_msearch"), resources::toString);
  }

  /**
   * A model behind a profile is called through the profile; in its own name, in this Region alone.
   */
  @Test
  void aModelInAnyRegionIsCalledThroughItsProfileOnly() {
    for (String function : functions()) {
      for (Map<?, ?> statement : statements(function)) {
        if (texts(statement.get("Resource")).stream()
            .anyMatch(it -> it.contains("bedrock:*:") || it.contains("bedrock:::"))) {
          String condition = String.valueOf(statement.get("Condition"));
          assertTrue(
              condition.contains("bedrock:InferenceProfileArn")
                  || condition.contains("aws:RequestedRegion=Tagged[tag=!Ref, value=AWS::Region]"),
              statement::toString);
        }
      }
    }
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(some);
    return left;
  }

  private static List<Map<?, ?>> statements(String function) {
    Map<String, Object> role =
        TEMPLATE.resources("AWS::IAM::Role").get(function.replace("Function", "Role"));
    List<Map<?, ?>> statements = new ArrayList<>();
    for (Object policy : (List<?>) role.get("Policies")) {
      Map<?, ?> document = (Map<?, ?>) ((Map<?, ?>) policy).get("PolicyDocument");
      for (Object statement : (List<?>) document.get("Statement")) {
        // !If [condition, statement, AWS::NoValue]
        statements.add(
            (Map<?, ?>) (statement instanceof Tagged(_, List<?> parts) ? parts.get(1) : statement));
      }
    }
    return statements;
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(PermissionsTest::text).toList()
        : List.of(text(value));
  }

  private static String text(Object value) {
    return value instanceof Tagged tagged ? String.valueOf(tagged.value()) : String.valueOf(value);
  }
}
