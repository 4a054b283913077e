package askdocs.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets tasks run one at a time: at each point that a task comes to, a seeded generator says who
 * goes on. The same seed gives the same schedule.
 *
 * <p>Tasks are virtual threads that hand on a baton. Speeds differ and change: a task may stand
 * still while others do all their work.
 */
final class Schedule {
  /** Longer than any schedule that ends. */
  private static final long TOO_MANY_STEPS = 20_000;

  private static final int[] SPEEDS = {1, 60, 60, 60, 400};

  /** Ends the tasks that are left when a schedule is over. */
  private static final class Over extends Error {
    private static final long serialVersionUID = 1L;

    Over() {
      super("The schedule is over", null, false, false);
    }
  }

  /** Something that runs, and what it is doing. */
  private final class Task {
    private final String name;
    private final Thread thread;
    private volatile boolean baton;
    private BooleanSupplier ready = () -> true;
    private int speed;
    private boolean done;

    Task(String name, Thread thread) {
      this.name = name;
      this.thread = thread;
      this.speed = SPEEDS[random.nextInt(SPEEDS.length)];
    }

    void await() {
      while (!baton) {
        LockSupport.park(Schedule.this);
      }
      baton = false;
      if (over) {
        throw new Over();
      }
    }
  }

  private final SplittableRandom random;
  private final int stickiness;
  private final boolean tracing;
  private final List<String> trace = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Task driver;
  private Task current;
  private long step = 1_000;
  private boolean over;
  private Throwable failure;

  /** To be made in the thread that will call {@link #run}. */
  Schedule(long seed, boolean tracing) {
    this.random = new SplittableRandom(seed);
    this.stickiness = new int[] {0, 50, 85}[random.nextInt(3)];
    this.tracing = tracing;
    this.driver = new Task("driver", Thread.currentThread());
    this.current = driver;
  }

  /** The one source of chance. */
  SplittableRandom random() {
    return random;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The number of points that were passed: the simulation's time. */
  long now() {
    return step;
  }

  List<String> trace() {
    return List.copyOf(trace);
  }

  void note(Supplier<String> what) {
    if (tracing) {
      trace.add(step + " " + current.name + ": " + what.get());
    }
  }

  /** A task that begins when its turn comes. */
  void start(String name, Runnable work) {
    Task[] self = new Task[1];
    Thread thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(() -> {
              try {
                self[0].await();
                work.run();
              } catch (Over _) {
                // Nothing is left to do.
              } catch (Throwable e) {
                failure = e;
              }
              self[0].done = true;
              handOn(over || failure != null ? driver : next());
            });
    self[0] = new Task(name, thread);
    tasks.add(self[0]);
    thread.start();
  }

  /** Where another task may go on instead. */
  void point() {
    step++;
    if (step > TOO_MANY_STEPS) {
      throw new AssertionError("The schedule does not end");
    }
    if (random.nextInt(24) == 0) {
      current.speed = SPEEDS[random.nextInt(SPEEDS.length)];
    }
    if (random.nextInt(100) >= stickiness) {
      yieldTo(next());
    }
  }

  /** A point after which the task may well go on last of all. */
  void dawdle() {
    current.speed = SPEEDS[0];
    yieldTo(next());
    point();
  }

  /** Goes on once the condition holds. */
  void waitUntil(BooleanSupplier ready) {
    Task self = current;
    self.ready = ready;
    yieldTo(next());
    self.ready = () -> true;
  }

  /**
   * Returns when all tasks are done or wait.
   *
   * @throws Throwable what a task failed with
   */
  void run() throws Throwable {
    yieldTo(next());
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends all tasks. */
  void end() {
    over = true;
    for (Task task : tasks) {
      if (!task.done) {
        current = task;
        task.baton = true;
        LockSupport.unpark(task.thread);
        while (!driver.baton) {
          LockSupport.park(this);
        }
        driver.baton = false;
      }
    }
  }

  private void yieldTo(Task next) {
    Task self = current;
    if (next != self) {
      handOn(next);
      self.await();
    }
  }

  private void handOn(Task next) {
    current = next;
    next.baton = true;
    LockSupport.unpark(next.thread);
  }

  /** One of those that can go on; the driver if none can. */
  private Task next() {
    int total = 0;
    for (Task task : tasks) {
      total += speed(task);
    }
    if (total == 0) {
      return driver;
    }
    int left = random.nextInt(total);
    for (Task task : tasks) {
      left -= speed(task);
      if (left < 0) {
        return task;
      }
    }
    throw new AssertionError("No task was chosen");
  }

  private static int speed(Task task) {
    return !task.done && task.ready.getAsBoolean() ? task.speed : 0;
  }
}
