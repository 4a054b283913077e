package askdocs.violations.knowledge;

import java.util.Date;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/** Breaks, once each, what main code never does. */
public final class Careless {
  UnaryOperator<String> readsTheEnvironment() {
    return System::getenv;
  }

  void prints(Exception failure) {
    System.out.println("printed");
    failure.printStackTrace();
  }

  void logsBesideTheOthers() {
    Logger.getLogger("careless").info("logged");
  }

  Object datesAsInNinetyFive() {
    return new Date();
  }

  Object isAsRandomAsItsSnapshot() {
    return RandomGenerator.getDefault();
  }
}
