package askdocs.local.bench;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a section has to work with.
 *
 * @param wanted what the command was asked for
 * @param data a folder of its own, which is removed afterwards
 * @param out where tables go
 * @param progress where it is said how far it is
 */
record Ground(BenchWanted wanted, Path data, PrintStream out, PrintStream progress) {
  /** Where the peers were built, and where processes write what they say. */
  static final Path BUILT = Path.of("target", "bench");
}
