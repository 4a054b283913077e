package askdocs.local.invoke;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Handlers for the tests: each is a public class with a public constructor, as Lambda asks. */
public final class SampleHandlers {
  private SampleHandlers() {}

  /** Says what it sees of its surroundings. */
  public static final class Mirror
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
      System.out.println("looking into the mirror");
      Map<String, Object> seen = new TreeMap<>();
      seen.put("event", event);
      seen.put("function", context.getFunctionName());
      seen.put("memoryMb", context.getMemoryLimitInMB());
      seen.put("heapUnderMemory", Runtime.getRuntime().maxMemory() < 256L * 1024 * 1024);
      seen.put("timeLeft", context.getRemainingTimeInMillis() > 0);
      seen.put("greeting", System.getenv("GREETING"));
      seen.put("table", System.getenv("STATE_TABLE"));
      seen.put("userOfTheMachine", String.valueOf(System.getenv("USER")));
      return seen;
    }
  }

  /** Fails as code does. */
  public static final class Failing implements RequestHandler<Map<String, Object>, String> {
    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
      throw new IllegalStateException("no such luck");
    }
  }

  /** Never comes to an end. */
  public static final class Endless implements RequestHandler<Map<String, Object>, String> {
    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "";
    }
  }

  /** Cannot be made. */
  public static final class Unmakeable implements RequestHandler<Map<String, Object>, String> {
    public Unmakeable() {
      throw new IllegalArgumentException("STATE_TABLE is missing");
    }

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
      return "";
    }
  }

  /** Takes its process down. */
  public static final class Exiting implements RequestHandler<Map<String, Object>, String> {
    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
      Runtime.getRuntime().halt(7);
      return "";
    }
  }
}
