package askdocs.lambda;

import askdocs.spend.Budget;
import askdocs.spend.BudgetExhaustedException;
import java.time.Duration;
import java.time.Instant;

/** What a caller is told of a budget without room; never how much is in it. */
final class BudgetProblems {
  private BudgetProblems() {}

  /**
   * The problem.
   *
   * @param now the time, from which on the wait counts
   */
  static Problem of(BudgetExhaustedException exhausted, Instant now) {
    String budget = named(exhausted.budget());
    if (!exhausted.everFits()) {
      return Problem.budgetTooSmall(
          "This request might cost more than "
              + budget
              + " as a whole. Ask for fewer passages or fewer maxTokens, or a cheaper model.");
    }
    // Rounded up: whoever comes back a part of a second too early is refused again.
    Duration wait = Duration.between(now, exhausted.resetsAt()).plusSeconds(1);
    return Problem.budgetExhausted(
        "What is left of "
            + budget
            + " is less than this request might cost. It begins anew at "
            + exhausted.resetsAt()
            + ".",
        wait.isPositive() ? wait : Duration.ofSeconds(1));
  }

  private static String named(Budget budget) {
    String whose =
        switch (budget.whose()) {
          case CALLER -> "your budget of ";
          case DEPLOYMENT, INGESTION -> "this deployment's budget of ";
        };
    return whose
        + switch (budget.period()) {
          case DAY -> "today";
          case MONTH -> "this month";
        };
  }
}
