package askdocs.local.chaos;

import askdocs.local.LocalStack;
import askdocs.local.chaos.UnreliableDynamoDb.Shares;
import java.time.Duration;
import java.util.Random;

/** Takes the stack's parts away while it works, at fixed shares of the work. */
final class Disruptions {
  static final String INGEST = "IngestFunction";

  /** Of DynamoDB's calls, at most times. */
  private static final Shares USUAL = new Shares(10, 3);

  private static final Shares OUTAGE = new Shares(100, 0);

  /** Longer than the SDK tries, so that the function hears of it. */
  static final Duration OUTAGE_TIME = Duration.ofSeconds(25);

  private static final int OUTAGES = 2;

  private final LocalStack stack;
  private final UnreliableDynamoDb dynamoDb;
  private final Deliveries deliveries;
  private final Random random;
  private final int kills;
  private int killed;
  private int doneAtLastKill = -1;
  private int outages;
  private int restarts;

  Disruptions(
      LocalStack stack,
      UnreliableDynamoDb dynamoDb,
      Deliveries deliveries,
      Random random,
      int kills) {
    this.stack = stack;
    this.dynamoDb = dynamoDb;
    this.deliveries = deliveries;
    this.random = random;
    this.kills = kills;
  }

  /** Begins with what is always so. */
  void begin() {
    dynamoDb.failing(USUAL);
  }

  /**
   * Does what is due.
   *
   * @param share how much of the work is done, 0 to 1
   */
  void at(double share) throws InterruptedException {
    if (killed < kills && share > (killed + 1.0) / (kills + 1)) {
      killFunction();
    }
    if (outages < OUTAGES && share > (outages + 0.75) / (OUTAGES + 0.5)) {
      outages++;
      dynamoDb.failing(OUTAGE);
      Thread.sleep(OUTAGE_TIME);
      dynamoDb.failing(USUAL);
    }
    if (restarts == 0 && share > 0.55) {
      restarts++;
      stack.openSearch().kill();
      stack.startOpenSearch();
    }
  }

  /** In the midst of work, and not before any was done since the last time. */
  private void killFunction() throws InterruptedException {
    Deliveries.Count count = deliveries.count();
    if (count.underWay() == 0 || count.done() == doneAtLastKill) {
      return;
    }
    Thread.sleep(random.nextInt(400));
    stack.function(INGEST).kill();
    killed++;
    doneAtLastKill = deliveries.count().done();
  }

  /** Whether all has been done. */
  boolean over() {
    return killed == kills && outages == OUTAGES && restarts == 1;
  }

  int killed() {
    return killed;
  }

  int restarts() {
    return restarts;
  }

  int outages() {
    return outages;
  }
}
