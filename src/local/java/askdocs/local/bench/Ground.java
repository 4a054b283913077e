package askdocs.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a section has to work with.
 *
 * @param wanted what the command was asked for
 * @param data a folder of its own, which is removed afterwards
 * @param asked the stack of the sections that {@linkplain Section#asks ask}
 * @param out where tables go
 * @param progress where it is said how far it is
 * @param soFar takes the figures that there are already, so that they are not lost if a run of
 *     hours is ended
 */
record Ground(
    BenchWanted wanted,
    Path data,
    AskedStack asked,
    PrintStream out,
    PrintStream progress,
    Consumer<ObjectNode> soFar) {
  /** Where the peers were built, and where processes write what they say. */
  static final Path BUILT = Path.of("target", "bench");
}
