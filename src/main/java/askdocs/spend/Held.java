package askdocs.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An amount held for one request, as it stands in each of its accounts.
 *
 * @param id the reservation's name, never given twice
 * @param day on which it was reserved, in UTC, and on which it is booked
 * @param amount what is held
 * @param expires from when on its request is dead
 * @param accounts all accounts that it is held in, in the order in which it is taken and settled:
 *     what is not in the last one yet was not spent
 */
public record Held(String id, LocalDate day, Usd amount, Instant expires, List<Account> accounts) {
  public Held {
    accounts = List.copyOf(accounts);
    if (id.isBlank() || accounts.isEmpty()) {
      throw new IllegalArgumentException("A reservation has a name and an account");
    }
  }

  Account last() {
    return accounts.getLast();
  }
}
