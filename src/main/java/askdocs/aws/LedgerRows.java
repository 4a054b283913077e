package askdocs.aws;

import askdocs.knowledge.Deadline;
import askdocs.spend.Account;
import askdocs.spend.AccountLookup;
import askdocs.spend.AccountRow;
import askdocs.spend.Accounts;
import askdocs.spend.Held;
import askdocs.spend.Limits;
import askdocs.spend.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The accounts, in the table of what is spent: each change is one conditional update of one item,
 * and gives back the item, so that reading it costs nothing more.
 *
 * <p>DynamoDB takes 1,000 writes of a kilobyte a second to one item. A request writes the
 * deployment's two or three times, and each that is under way adds a tenth of a kilobyte to it: so
 * some 50 requests a second go through one deployment with a budget, as many as the gateway lets
 * in. Beyond that, DynamoDB throttles, and it is tried again while there is time.
 */
public final class LedgerRows implements Accounts, AccountLookup {
  /**
   * It has a circuit breaker of its own: one item that is throttled says nothing of other tables.
   */
  private static final Upstream LEDGER = new Upstream("The ledger", Duration.ofSeconds(2));

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final Retrying retrying;

  /**
   * The accounts in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public LedgerRows(DynamoDbClient dynamoDb, String table, Retrying retrying) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.retrying = retrying;
  }

  @Override
  public AccountRow read(Account account, Deadline deadline) {
    return AccountItem.row(
        account,
        call(
            deadline,
            time ->
                dynamoDb
                    .getItem(request ->
                        request
                            .tableName(table)
                            .key(AccountItem.key(account))
                            .consistentRead(true)
                            .overrideConfiguration(override -> override.apiCallTimeout(time)))
                    .item()));
  }

  @Override
  public Changed change(Change change, Deadline deadline) {
    Held held = change.held();
    return switch (change) {
      case Hold hold -> hold(hold, deadline);
      case Resize(Account account, _, Usd to) ->
          update(
              account,
              held,
              "SET #held.#amount = :to ADD #month :more, #day :more",
              "#held.#amount = :amount",
              Map.of(
                  ":to", AccountItem.number(to),
                  ":amount", AccountItem.number(held.amount()),
                  ":more", difference(to, held.amount())),
              deadline);
      case Book(Account account, _, Usd spent) ->
          update(
              account,
              held,
              "REMOVE #held ADD #month :more, #day :more",
              "#held.#amount = :amount",
              Map.of(
                  ":amount", AccountItem.number(held.amount()),
                  ":more", difference(spent, held.amount())),
              deadline);
    };
  }

  private Changed hold(Hold hold, Deadline deadline) {
    Held held = hold.held();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":held", AccountItem.held(held));
    values.put(":amount", AccountItem.number(held.amount()));
    List<String> conditions = new ArrayList<>(List.of("attribute_not_exists(#held)"));
    Limits limits = hold.limits();
    room(limits.month(), held, "month", values).ifPresent(conditions::add);
    room(limits.day(), held, "day", values).ifPresent(conditions::add);
    return update(
        hold.account(),
        held,
        "SET #held = :held ADD #month :amount, #day :amount",
        String.join(" AND ", conditions),
        values,
        deadline);
  }

  /** Holds where the amount still fits below the limit. */
  private static Optional<String> room(
      Optional<Usd> limit, Held held, String name, Map<String, AttributeValue> values) {
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    String room = ":" + name + "Room";
    if (limit.get().compareTo(held.amount()) < 0) {
      // Nothing fits, not even into an item that is not there yet.
      values.put(room, StateTable.number(-1));
      return Optional.of("#" + name + " <= " + room);
    }
    values.put(room, AccountItem.number(limit.get().minus(held.amount())));
    return Optional.of("(attribute_not_exists(#%1$s) OR #%1$s <= :%1$sRoom)".formatted(name));
  }

  private static AttributeValue difference(Usd to, Usd from) {
    return StateTable.number(Math.subtractExact(to.picos(), from.picos()));
  }

  private Changed update(
      Account account,
      Held held,
      String expression,
      String condition,
      Map<String, AttributeValue> values,
      Deadline deadline) {
    Map<String, String> names = new HashMap<>(AccountItem.names(held));
    names.keySet().removeIf(name -> !(expression + condition).contains(name));
    try {
      return new Made(
          AccountItem.row(
              account,
              call(
                  deadline,
                  time ->
                      dynamoDb
                          .updateItem(request ->
                              request
                                  .tableName(table)
                                  .key(AccountItem.key(account))
                                  .updateExpression(expression)
                                  .conditionExpression(condition)
                                  .expressionAttributeNames(names)
                                  .expressionAttributeValues(values)
                                  .returnValues(ReturnValue.ALL_NEW)
                                  .returnValuesOnConditionCheckFailure(
                                      ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                  .overrideConfiguration(override -> override.apiCallTimeout(time)))
                          .attributes())));
    } catch (ConditionalCheckFailedException e) {
      return new Refused(AccountItem.row(account, e.hasItem() ? e.item() : Map.of()));
    }
  }

  private Map<String, AttributeValue> call(
      Deadline deadline, Function<Duration, Map<String, AttributeValue>> call) {
    StateTable translating = new StateTable(dynamoDb, table, retrying);
    return retrying.call(LEDGER, deadline, time -> translating.call(() -> call.apply(time)));
  }
}
