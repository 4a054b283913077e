package askdocs.local.bedrock;

/**
 * When a model's text left the stand-in, by {@link System#nanoTime}.
 *
 * @param first its first piece
 * @param last its last piece until now
 */
public record StreamTimes(long first, long last) {
  StreamTimes until(long later) {
    return new StreamTimes(first, later);
  }
}
