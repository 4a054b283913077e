package askdocs.aws;

import askdocs.spend.Account;
import askdocs.spend.AccountRow;
import askdocs.spend.Budget.Whose;
import askdocs.spend.Held;
import askdocs.spend.Usd;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An account's item: what is spent or held in a calendar month, and on each of its days.
 *
 * <table>
 *   <caption>Its attributes; amounts are in picodollars</caption>
 *   <tr><td>id</td><td>{@code budget#caller#ana#2026-11}, {@code budget#deployment##2026-11}</td></tr>
 *   <tr><td>month</td><td>the month's amount</td></tr>
 *   <tr><td>d1 to d31</td><td>a day's amount</td></tr>
 *   <tr><td>r# and a reservation's name</td><td>what it holds: a (amount), d (day of the month),
 *       e (expires, in milliseconds of the epoch), o (all its accounts, in order)</td></tr>
 * </table>
 */
final class AccountItem {
  private static final String RESERVATION = "r#";

  private AccountItem() {}

  static Map<String, AttributeValue> key(Account account) {
    return Map.of("id", StateTable.text("budget#" + name(account) + "#" + account.month()));
  }

  /** What a change may name of the item. */
  static Map<String, String> names(Held held) {
    return Map.of(
        "#held",
        RESERVATION + held.id(),
        "#amount",
        "a",
        "#month",
        "month",
        "#day",
        "d" + held.day().getDayOfMonth());
  }

  static AttributeValue number(Usd amount) {
    return StateTable.number(amount.picos());
  }

  static AttributeValue held(Held held) {
    return AttributeValue.fromM(
        Map.of(
            "a", number(held.amount()),
            "d", StateTable.number(held.day().getDayOfMonth()),
            "e", StateTable.number(held.expires().toEpochMilli()),
            "o",
                AttributeValue.fromL(
                    held.accounts().stream()
                        .map(account -> StateTable.text(name(account)))
                        .toList())));
  }

  static AccountRow row(Account account, Map<String, AttributeValue> item) {
    Map<Integer, Usd> days = new HashMap<>();
    Map<String, Held> held = new HashMap<>();
    item.forEach((name, value) -> {
      if (name.startsWith(RESERVATION)) {
        String id = name.substring(RESERVATION.length());
        held.put(id, held(account, id, value.m()));
      } else if (name.matches("d\\d{1,2}")) {
        days.put(Integer.valueOf(name.substring(1)), usd(item, name));
      }
    });
    return new AccountRow(usd(item, "month"), days, held);
  }

  private static Held held(Account account, String id, Map<String, AttributeValue> value) {
    return new Held(
        id,
        account.month().atDay(StateTable.number(value, "d").orElseThrow().intValue()),
        usd(value, "a"),
        Instant.ofEpochMilli(StateTable.number(value, "e").orElseThrow()),
        Optional.ofNullable(value.get("o")).orElseThrow().l().stream()
            .map(name -> named(name.s(), account))
            .toList());
  }

  private static Usd usd(Map<String, AttributeValue> item, String name) {
    return new Usd(StateTable.number(item, name).orElse(0L));
  }

  private static String name(Account account) {
    return account.whose().name().toLowerCase(Locale.ROOT) + "#" + account.name();
  }

  private static Account named(String name, Account sibling) {
    int end = name.indexOf('#');
    return new Account(
        Whose.valueOf(name.substring(0, end).toUpperCase(Locale.ROOT)),
        name.substring(end + 1),
        sibling.month());
  }
}
