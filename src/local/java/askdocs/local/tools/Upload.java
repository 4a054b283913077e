package askdocs.local.tools;

import askdocs.ingest.SidecarReader;
import askdocs.local.tools.Outcomes.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Puts a folder's files into a bucket. */
final class Upload {
  private static final int AT_ONCE = 8;
  private static final int LONGEST_KEY = 1_024;

  private final S3Client s3;
  private final String bucket;

  Upload(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * Puts them, sidecars first, so that no document is open for a moment to whom it should not be.
   *
   * @return the versions of the documents among them, by key
   */
  Map<String, Version> put(Path folder, String prefix, ProgressBar bar) throws IOException {
    Map<String, Path> sidecars = new TreeMap<>();
    Map<String, Path> documents = new TreeMap<>();
    for (Path file : files(folder)) {
      String key = prefix + key(folder, file);
      if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
        throw new Refusal("S3 takes keys of up to 1,024 bytes: " + key);
      }
      (key.endsWith(SidecarReader.SUFFIX) ? sidecars : documents).put(key, file);
    }
    AtomicInteger done = new AtomicInteger();
    int all = sidecars.size() + documents.size();
    Map<String, Version> versions = new ConcurrentHashMap<>();
    for (Map<String, Path> some : List.of(sidecars, documents)) {
      some.entrySet().stream()
          .gather(
              Gatherers.mapConcurrent(
                  AT_ONCE,
                  entry -> {
                    versions.put(entry.getKey(), put(entry.getKey(), entry.getValue()));
                    return entry;
                  }))
          .forEach(_ -> bar.show("uploading", done.incrementAndGet(), all));
    }
    versions.keySet().retainAll(documents.keySet());
    return versions;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !isHidden(folder.relativize(file)))
          .toList();
    }
  }

  private static boolean isHidden(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .anyMatch(name -> name.toString().startsWith("."));
  }

  private static String key(Path folder, Path file) {
    List<String> names = new ArrayList<>();
    folder.relativize(file).forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  private Version put(String key, Path file) {
    Optional<String> type = type(file);
    PutObjectResponse put =
        s3.putObject(
            request -> {
              request.bucket(bucket).key(key);
              type.ifPresent(request::contentType);
            },
            file);
    return new Version(
        put.eTag().replace("\"", ""),
        Optional.ofNullable(put.versionId()).filter(id -> !id.equals("null")));
  }

  private static Optional<String> type(Path file) {
    try {
      return Optional.ofNullable(Files.probeContentType(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
