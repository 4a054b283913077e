package askdocs.local.invoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The command {@code scripts/coldstart}. */
public final class ColdStartCommand {
  static final String USAGE =
      """
      Usage: scripts/coldstart [OPTION]...
      Starts each function's package as Lambda does, with the real runtime client or its own bootstrap,
      asks one event of it, and prints how long that took: from the start of the process to the last
      byte of the answer, for AskFunction restored from the end of the snapshot. A restore itself, which
      only Lambda can do, comes on top: some 500 ms, as published. Upstreams are in this process, on
      loopback and without TLS; the function has the processors to itself that are named, so far as
      nothing else runs here.

        --times N     how often each is started (9); the table has medians, and from lowest to highest
        --cpus LIST   with how many processors (1,2)
        --only TEXT   only those whose name has it
        --json FILE   writes all times to it
        --help        this text
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ColdStartCommand() {}

  private record Wanted(
      int times, List<Integer> cpus, String only, Optional<Path> json, boolean help) {
    static Wanted of(List<String> arguments) {
      int times = 9;
      List<Integer> cpus = List.of(1, 2);
      String only = "";
      Optional<Path> json = Optional.empty();
      boolean help = false;
      for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
        String option = rest.next();
        switch (option) {
          case "--times" -> times = number(value(option, rest));
          case "--cpus" ->
              cpus =
                  Stream.of(value(option, rest).split(",")).map(ColdStartCommand::number).toList();
          case "--only" -> only = value(option, rest);
          case "--json" -> json = Optional.of(Path.of(value(option, rest)));
          case "--help", "-h" -> help = true;
          default -> throw new IllegalArgumentException("There is no option " + option);
        }
      }
      return new Wanted(times, cpus, only, json, help);
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("Not a number above 0: " + text);
    }
    return Integer.parseInt(text);
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      Wanted wanted = Wanted.of(List.of(arguments));
      if (wanted.help()) {
        out.print(USAGE);
      } else {
        run(wanted, out);
      }
      System.exit(0);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + USAGE.strip());
    } catch (IllegalStateException | IOException e) {
      System.err.println("Not possible: " + e.getMessage());
    }
    System.exit(2);
  }

  private static void run(Wanted wanted, PrintStream out) throws IOException, InterruptedException {
    Path project = Path.of("").toAbsolutePath();
    Path scratch = Files.createTempDirectory("askdocs-start-");
    ObjectNode report = JSON.createObjectNode().put("measuredAt", Instant.now().toString());
    try (CannedUpstreams upstreams = new CannedUpstreams()) {
      List<ColdStart> starts =
          new ColdStarts(project, upstreams)
              .all(scratch).stream().filter(one -> one.name().contains(wanted.only())).toList();
      for (int cpus : wanted.cpus()) {
        measure(starts, cpus, wanted.times(), report, out);
      }
    } finally {
      remove(scratch);
    }
    out.printf("%n%-34s %10s %10s%n", "package", "MB", "MB zipped");
    for (String name : List.of("ask", "ask-stream", "ingest")) {
      Path folder = project.resolve("target/functions").resolve(name);
      long bytes = bytes(folder);
      long zipped = zipped(folder);
      out.printf(Locale.ROOT, "%-34s %10.1f %10.1f%n", name, bytes / 1e6, zipped / 1e6);
      report.withObject("/packages/" + name).put("bytes", bytes).put("zippedBytes", zipped);
    }
    if (wanted.json().isPresent()) {
      Files.writeString(
          Path.of(System.getProperty("askdocs.from", "")).resolve(wanted.json().get()),
          report.toPrettyString() + "\n");
    }
  }

  /** All of them once, and all of them again: what else goes on here befalls each alike. */
  private static void measure(
      List<ColdStart> starts, int cpus, int times, ObjectNode report, PrintStream out)
      throws IOException, InterruptedException {
    Map<String, List<ColdStart.Took>> took = new LinkedHashMap<>();
    for (int time = 0; time <= times; time++) {
      for (ColdStart start : starts) {
        ColdStart.Took one = start.measure(cpus);
        // The first brings the files into memory.
        if (time > 0) {
          took.computeIfAbsent(start.name(), _ -> new ArrayList<>()).add(one);
        }
      }
    }
    out.printf(
        "%n%-34s %8s %13s %10s %8s%n",
        cpus + (cpus == 1 ? " processor, ms" : " processors, ms"),
        "median",
        "from-to",
        "answering",
        "CPU");
    took.forEach((name, all) -> {
      List<Long> whole = sorted(all, ColdStart.Took::whole);
      List<Long> answering = sorted(all, ColdStart.Took::answering);
      List<Long> cpu = sorted(all, ColdStart.Took::cpu);
      out.printf(
          "%-34s %8d %13s %10d %8d%n",
          name,
          whole.get(whole.size() / 2),
          whole.getFirst() + "-" + whole.getLast(),
          answering.get(answering.size() / 2),
          cpu.get(cpu.size() / 2));
      ObjectNode row = report.withArray("/starts").addObject().put("name", name).put("cpus", cpus);
      whole.forEach(row.putArray("wholeMs")::add);
      answering.forEach(row.putArray("answeringMs")::add);
      cpu.forEach(row.putArray("cpuMs")::add);
    });
  }

  private static List<Long> sorted(
      List<ColdStart.Took> all, Function<ColdStart.Took, Duration> part) {
    return all.stream().map(part).map(Duration::toMillis).sorted().toList();
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long zipped(Path folder) throws IOException {
    Counting counting = new Counting();
    try (ZipOutputStream zip = new ZipOutputStream(counting);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return counting.bytes;
  }

  /** Counts what is written, and keeps nothing of it. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int octet) {
      bytes++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      bytes += length;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
