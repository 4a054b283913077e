package askdocs.local;

import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.gateway.LocalGateway;
import askdocs.local.gateway.Route;
import askdocs.local.s3.ObjectEvents;
import askdocs.local.s3.S3StandIn;
import askdocs.local.sqs.EventSource;
import askdocs.local.sqs.SqsStandIn;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All of the system on one machine: the functions of {@code template.yaml} between an API, S3, SQS,
 * DynamoDB, OpenSearch and Bedrock on loopback.
 *
 * <p>What the queue held is lost at an end. So a start tells the functions of every object and of
 * every document whose object is gone; ingesting the same again changes nothing.
 */
public final class LocalStack implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalStack.class.getName());

  /** Who plays Bedrock. */
  public enum Bedrock {
    /** The stand-in. */
    STAND_IN,
    /** Bedrock itself, with the user's credentials. */
    AWS
  }

  /**
   * How it runs.
   *
   * @param project the folder with {@code template.yaml} and a built {@code target}
   * @param template the template's path
   * @param data the folder that keeps all data and logs
   * @param visibilitySeconds after how long the queue hands out again what was not finished
   * @param between what stands between the parts
   */
  public record Options(
      Path project,
      Path template,
      Path data,
      Ports ports,
      Bedrock bedrock,
      int visibilitySeconds,
      Between between) {
    /** As {@code scripts/local} runs it, with its data in this folder. */
    public static Options in(Path data) {
      Path project = Path.of("").toAbsolutePath();
      return new Options(
          project,
          project.resolve("template.yaml"),
          data,
          Ports.USUAL,
          Bedrock.STAND_IN,
          180,
          Between.NOTHING);
    }

    /** The same on other ports. */
    public Options on(Ports other) {
      return new Options(project, template, data, other, bedrock, visibilitySeconds, between);
    }

    /** The same with another Bedrock. */
    public Options with(Bedrock other) {
      return new Options(project, template, data, ports, other, visibilitySeconds, between);
    }

    /** The same with the functions of another template. */
    public Options of(Path other) {
      return new Options(project, other, data, ports, bedrock, visibilitySeconds, between);
    }

    /** The same with another visibility timeout. */
    public Options hiding(int seconds) {
      return new Options(project, template, data, ports, bedrock, seconds, between);
    }

    /** The same with something between the parts. */
    public Options with(Between other) {
      return new Options(project, template, data, ports, bedrock, visibilitySeconds, other);
    }
  }

  private final Options options;
  private final Template template;
  private final LocalResources resources;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, Functions> functions = new LinkedHashMap<>();
  private Optional<FileChannel> locked = Optional.empty();
  private Optional<BedrockStandIn> bedrock = Optional.empty();
  private Optional<OpenSearchNode> openSearch = Optional.empty();
  private Optional<DynamoDb> dynamoDb = Optional.empty();
  private Optional<SqsStandIn> sqs = Optional.empty();
  private Optional<LocalGateway> gateway = Optional.empty();

  private LocalStack(Options options, Template template) {
    this.options = options;
    this.template = template;
    Ports ports = options.ports();
    this.resources =
        new LocalResources(
            loopback(ports.s3()),
            loopback(ports.sqs()),
            loopback(ports.bedrock()),
            loopback(ports.dynamodb()),
            loopback(ports.openSearch()));
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts everything; when it returns, requests are answered and hints ingested.
   *
   * @throws StartException saying what to do; nothing is left running then
   */
  public static LocalStack start(Options options) {
    LocalStack stack;
    try {
      stack = new LocalStack(options, Template.load(options.template()));
    } catch (IOException e) {
      throw new StartException("The template cannot be read: " + e.getMessage(), e);
    }
    try {
      stack.start();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    } catch (IOException e) {
      stack.close();
      throw new StartException("The local stack did not start: " + e.getMessage(), e);
    }
  }

  private void start() throws IOException {
    options.ports().requireFree();
    lock();
    startParts();
    ObjectEvents events = new ObjectEvents(Clock.systemUTC());
    SqsStandIn queue = sqs.orElseThrow();
    S3StandIn s3 =
        keep(
            S3StandIn.start(
                options.data().resolve("s3"),
                options.ports().s3(),
                options.between().notifications().apply(queue::send)));
    queue.send(events.test(S3StandIn.BUCKET));
    tellOfAll(s3, events, queue);
    List<Route> routes = new ArrayList<>();
    for (LocalApi api : LocalApi.of(template)) {
      Functions process = functions.get(api.function());
      var handler = process.handler(handlerClass(api.function()));
      routes.addAll(api.to(handler));
      api.queue()
          .ifPresent(batches ->
              keep(
                  EventSource.start(
                      queue.client(),
                      queue.queueUrl(),
                      SqsStandIn.arn("ingest"),
                      batches.size(),
                      batches.concurrency(),
                      options.between().fromQueue().apply(handler))));
    }
    gateway =
        Optional.of(
            keep(
                LocalGateway.start(
                    options.ports().api(), routes, LocalGateway.INTEGRATION_TIMEOUT)));
  }

  /** Two stacks over the same files would spoil them. */
  private void lock() throws IOException {
    Files.createDirectories(options.data());
    FileChannel file =
        FileChannel.open(
            options.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    locked = Optional.of(file);
    Optional<FileLock> lock;
    try {
      lock = Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException e) {
      lock = Optional.empty();
    }
    if (lock.isEmpty()) {
      throw new StartException(
          "Another local stack uses "
              + options.data()
              + ": end it, or choose another folder with --data FOLDER");
    }
  }

  /** All at once those that do not need each other. */
  private void startParts() {
    Ports ports = options.ports();
    List<Callable<AutoCloseable>> starts = new ArrayList<>();
    starts.add(this::startOpenSearch);
    starts.add(this::startDynamoDb);
    starts.add(this::startSqs);
    if (options.bedrock() == Bedrock.STAND_IN) {
      starts.add(() -> {
        BedrockStandIn standIn = keep(BedrockStandIn.start(ports.bedrock()));
        bedrock = Optional.of(standIn);
        return standIn;
      });
    }
    for (Template.Function function : template.functions()) {
      starts.add(() -> {
        Functions process = keep(Functions.start(deployment(function)));
        synchronized (functions) {
          functions.put(function.name(), process);
        }
        return process;
      });
    }
    runAll(starts);
  }

  /**
   * Starts OpenSearch over its data, on its port: at first, and again after a test has ended it.
   *
   * @throws StartException saying what to do, also if it still runs
   */
  public OpenSearchNode startOpenSearch() {
    OpenSearchNode node =
        keep(
            OpenSearchNode.start(
                built("opensearch"),
                options.data().resolve("opensearch"),
                options.ports().openSearch()));
    openSearch = Optional.of(node);
    return node;
  }

  /**
   * Starts DynamoDB over its data, on its port: at first, and again after a test has ended it.
   *
   * @throws StartException saying what to do, also if it still runs
   */
  public DynamoDb startDynamoDb() {
    DynamoDb database =
        keep(
            DynamoDb.start(
                built("dynamodb"),
                Optional.of(options.data().resolve("dynamodb")),
                options.ports().dynamodb()));
    dynamoDb = Optional.of(database);
    try (LocalTables tables = new LocalTables(database.endpoint())) {
      tables.create(template, resources);
    }
    return database;
  }

  /** Not interrupted, unlike the others: it is up in a second, and would complain at length. */
  private SqsStandIn startSqs() throws IOException {
    CompletableFuture<SqsStandIn> started = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            started.complete(
                keep(SqsStandIn.start(options.ports().sqs(), options.visibilitySeconds())));
          } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      SqsStandIn queue = started.join();
      sqs = Optional.of(queue);
      return queue;
    } catch (CompletionException e) {
      throw new IOException(String.valueOf(e.getCause().getMessage()), e);
    }
  }

  private Path built(String child) {
    return options.project().resolve("target").resolve(child);
  }

  private static void runAll(List<Callable<AutoCloseable>> starts) {
    List<Future<AutoCloseable>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      starts.forEach(start -> running.add(threads.submit(start)));
    }
    List<Throwable> failures = new ArrayList<>();
    for (Future<AutoCloseable> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      StartException failure =
          failures.getFirst() instanceof StartException known
              ? known
              : new StartException(
                  "The local stack did not start: " + failures.getFirst(), failures.getFirst());
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  /** The environment variables of a function, by its logical id in the template. */
  public Map<String, String> environment(String function) {
    return environment(template.function(function));
  }

  private Functions.Deployment deployment(Template.Function function) {
    return new Functions.Deployment(
        function.name(),
        environment(function),
        function.timeout(),
        function.memoryMb(),
        options.data().resolve("logs").toAbsolutePath());
  }

  private Map<String, String> environment(Template.Function function) {
    Map<String, String> environment = new TreeMap<>(resources.environment(function));
    environment.putIfAbsent("GROUPS_CLAIM", "cognito:groups");
    if (options.bedrock() == Bedrock.AWS) {
      environment.remove("AWS_ENDPOINT_URL_BEDROCK_RUNTIME");
      // The stand-ins take any credentials, so the user's serve for all.
      environment.remove("AWS_ACCESS_KEY_ID");
      environment.remove("AWS_SECRET_ACCESS_KEY");
      if (System.getenv("AWS_REGION") != null) {
        environment.remove("AWS_REGION");
        environment.remove("AWS_DEFAULT_REGION");
      }
    }
    environment.putAll(options.between().environment().getOrDefault(function.name(), Map.of()));
    return environment;
  }

  private String handlerClass(String function) {
    return template.function(function).handler().split("::")[0];
  }

  private void tellOfAll(S3StandIn s3, ObjectEvents events, SqsStandIn queue) {
    Set<String> gone = new HashSet<>();
    try (LocalTables tables = new LocalTables(resources.dynamodb())) {
      resources.ref("StateTable").ifPresent(table -> gone.addAll(tables.documentKeys(table)));
    }
    s3.objects()
        .forEach(object -> {
          gone.remove(object.key());
          queue.send(
              events.created("Put", S3StandIn.BUCKET, object.key(), object.size(), object.eTag()));
        });
    gone.forEach(key -> queue.send(events.removed(S3StandIn.BUCKET, key)));
  }

  private <T extends AutoCloseable> T keep(T part) {
    synchronized (parts) {
      parts.push(part);
    }
    return part;
  }

  /** The API. */
  public URI api() {
    return gateway.orElseThrow().endpoint();
  }

  /** Where the other parts are. */
  public LocalResources resources() {
    return resources;
  }

  /** A function's process, by its logical id in the template. */
  public Functions function(String name) {
    return Optional.ofNullable(functions.get(name)).orElseThrow();
  }

  /** The Bedrock stand-in, unless Bedrock itself is used. */
  public Optional<BedrockStandIn> bedrock() {
    return bedrock;
  }

  /** OpenSearch's process. */
  public OpenSearchNode openSearch() {
    return openSearch.orElseThrow();
  }

  /** DynamoDB's process. */
  public DynamoDb dynamoDb() {
    return dynamoDb.orElseThrow();
  }

  /** The queues. */
  public SqsStandIn sqs() {
    return sqs.orElseThrow();
  }

  /** Where the functions' logs are. */
  public Path logs() {
    return options.data().resolve("logs");
  }

  /** First what brings work, then all others at once. */
  @Override
  public void close() {
    List<AutoCloseable> rest = new ArrayList<>();
    synchronized (parts) {
      while (!parts.isEmpty()) {
        AutoCloseable part = parts.pop();
        if (part instanceof LocalGateway || part instanceof EventSource) {
          close(part);
        } else {
          rest.add(part);
        }
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      rest.forEach(part -> threads.submit(() -> close(part)));
    }
    locked.ifPresent(LocalStack::close);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, part.getClass().getSimpleName() + " did not close", e);
    }
  }
}
