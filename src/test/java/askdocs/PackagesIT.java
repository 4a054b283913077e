package askdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions are deployed from, as the build left it in {@code target/functions}. */
class PackagesIT {
  private static final Path PACKAGES = Path.of("target/functions");

  /** Lambda's own limit, layers included. */
  private static final long LAMBDA_UNZIPPED_BYTES = 250L * 1024 * 1024;

  @Test
  void ingestHasTheJarsOfTheClassPathButTheNativeOneForItsPlatform() throws IOException {
    SortedSet<String> expected = new TreeSet<>();
    for (String jar :
        Files.readString(Path.of("target/functions.classpath")).strip().split(File.pathSeparator)) {
      expected.add(
          Path.of(jar)
              .getFileName()
              .toString()
              .replaceFirst("^(aws-crt-[0-9.]+)\\.jar$", "$1-linux-x86_64.jar"));
    }
    expected.removeIf(jar -> jar.startsWith("jcl-over-slf4j-"));
    expected.add(slf4jProviderBeside(expected));

    assertEquals(expected, jars("ingest"));
  }

  @Test
  void askHasTheSameJarsWithoutTheParsers() throws IOException {
    SortedSet<String> left = jars("ingest");
    left.removeAll(jars("ask"));

    assertTrue(jars("ingest").containsAll(jars("ask")));
    for (String parser :
        List.of("tika-core", "pdfbox", "fontbox", "poi", "xmlbeans", "jsoup", "commonmark")) {
      assertTrue(left.stream().anyMatch(jar -> jar.startsWith(parser + "-")), parser);
    }
  }

  @ParameterizedTest
  @CsvSource({"ask, false", "ingest, true"})
  void onlyIngestHasTheClassesThatParse(String name, boolean parses) {
    assertEquals(parses, Files.exists(PACKAGES.resolve(name).resolve("askdocs/parse")));
    assertTrue(Files.exists(PACKAGES.resolve(name).resolve("askdocs/knowledge/Passage.class")));
  }

  @ParameterizedTest
  @CsvSource({"ask, 40", "ask-stream, 200", "ingest, 120"})
  void staysSmall(String name, int megabytes) throws IOException {
    long bytes;
    try (Stream<Path> files = Files.walk(PACKAGES.resolve(name))) {
      bytes = files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }

    assertTrue(bytes < megabytes * 1024L * 1024, name + " has " + bytes + " bytes");
    assertTrue(bytes < LAMBDA_UNZIPPED_BYTES);
  }

  /** Nothing that the clients link against went out with the parsers, native code included. */
  @ParameterizedTest
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @ValueSource(
      strings = {
        "services.bedrockruntime.BedrockRuntimeClient",
        "services.dynamodb.DynamoDbClient",
        "services.s3.S3Client",
        "services.secretsmanager.SecretsManagerClient",
        "services.sqs.SqsClient"
      })
  void clientsCanBeMadeFromWhatAskHas(String client) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(urlsOfAsk(), ClassLoader.getPlatformClassLoader())) {
      Sdk sdk = new Sdk(loader);
      Class<?> type = sdk.type(client);
      Object region = sdk.type("regions.Region").getField("US_EAST_1").get(null);
      Object http = sdk.type("http.crt.AwsCrtHttpClient").getMethod("create").invoke(null);
      Object builder = type.getMethod("builder").invoke(null);
      sdk.type("awscore.client.builder.AwsClientBuilder")
          .getMethod("region", sdk.type("regions.Region"))
          .invoke(builder, region);
      sdk.type("core.client.builder.SdkSyncClientBuilder")
          .getMethod("httpClient", sdk.type("http.SdkHttpClient"))
          .invoke(builder, http);

      Object made = sdk.type("utils.builder.SdkBuilder").getMethod("build").invoke(builder);

      assertTrue(type.isInstance(made));
      ((AutoCloseable) made).close();
      ((AutoCloseable) http).close();
    }
  }

  /** The SDK as a package has it, not as the tests do. */
  private record Sdk(ClassLoader loader) {
    Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("software.amazon.awssdk." + name, true, loader);
    }
  }

  private static URL[] urlsOfAsk() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String jar : jars("ask")) {
      urls.add(PACKAGES.resolve("ask/lib").resolve(jar).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static SortedSet<String> jars(String name) throws IOException {
    try (Stream<Path> files = Files.list(PACKAGES.resolve(name).resolve("lib"))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static String slf4jProviderBeside(SortedSet<String> jars) {
    return jars.stream()
        .filter(jar -> jar.startsWith("slf4j-api-"))
        .findFirst()
        .orElseThrow()
        .replace("slf4j-api", "slf4j-jdk14");
  }
}
