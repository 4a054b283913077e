package askdocs.parse.child;

import java.time.Duration;

/**
 * What reading may take.
 *
 * @param time for one file; then its process is killed
 * @param heapMb memory of one process for the parsers' objects, in MB; some {@value #OVERHEAD_MB}
 *     come to it for the Java machine itself
 * @param processes at work at a time
 * @param filesPerProcess after which a new process takes over
 */
public record Isolation(Duration time, int heapMb, int processes, int filesPerProcess) {
  /** What a Java machine takes beside its heap: classes, code, stacks, buffers. */
  public static final int OVERHEAD_MB = 128;

  /** What the function itself keeps: its clients, the part of a document that it works on. */
  private static final int FUNCTION_MB = 400;

  /** Below it, a second process would take more from the first than it gives. */
  private static final int ENOUGH_FOR_TWO_MB = 2_048;

  private static final int LEAST_HEAP_MB = 64;
  private static final Duration TIME = Duration.ofMinutes(2);
  private static final int FILES = 1_000;

  public Isolation {
    if (!time.isPositive() || heapMb < LEAST_HEAP_MB || processes < 1 || filesPerProcess < 1) {
      throw new IllegalArgumentException("Nothing could be read in this");
    }
  }

  /** What fits into a function of so much memory, in MB. */
  public static Isolation within(int functionMb) {
    int processes = functionMb >= ENOUGH_FOR_TWO_MB ? 2 : 1;
    int heap = (functionMb - FUNCTION_MB) / processes - OVERHEAD_MB;
    return new Isolation(TIME, Math.max(LEAST_HEAP_MB, heap), processes, FILES);
  }
}
