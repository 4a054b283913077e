package askdocs.aws;

import askdocs.ask.Exchange;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Session;
import askdocs.ask.SessionId;
import askdocs.ask.SessionKeeper;
import askdocs.ask.SessionLookup;
import askdocs.ask.Turn;
import askdocs.knowledge.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sessions in the spend table.
 *
 * <table>
 *   <caption>A session's attributes</caption>
 *   <tr><td>id</td><td>{@code session#} and the session's own</td></tr>
 *   <tr><td>caller</td><td>whose it is</td></tr>
 *   <tr><td>version</td><td>how often it was written</td></tr>
 *   <tr><td>turns</td><td>list of maps: question, answer, index, and sources, which is a list of
 *       maps: key, generation</td></tr>
 *   <tr><td>deleteAfter</td><td>when it expires, in seconds since 1970</td></tr>
 * </table>
 */
public final class SessionRows implements SessionLookup, SessionKeeper {
  private static final String PREFIX = "session#";

  private final KeptItems items;

  /**
   * The sessions in this table.
   *
   * @param dynamoDb a client that does not retry
   */
  public SessionRows(DynamoDbClient dynamoDb, String table, Retrying retrying) {
    this.items = new KeptItems(dynamoDb, table, retrying);
  }

  @Override
  public Optional<Session> find(SessionId id, Deadline deadline) {
    return items
        .find(PREFIX + id.value(), deadline)
        .map(item ->
            new Session(
                id,
                StateTable.text(item, "caller").orElseThrow(),
                StateTable.number(item, "version").orElseThrow(),
                KeptItems.expiresAt(item),
                list(item, "turns").map(SessionRows::turn).toList()));
  }

  @Override
  public boolean keep(Session session, Deadline deadline) {
    return items.putIf(
        "version",
        session.version(),
        PREFIX + session.id().value(),
        Map.of(
            "caller",
            StateTable.text(session.caller()),
            "version",
            StateTable.number(session.version() + 1),
            "turns",
            AttributeValue.fromL(session.turns().stream().map(SessionRows::item).toList())),
        session.expiresAt(),
        deadline);
  }

  private static AttributeValue item(Turn turn) {
    List<AttributeValue> sources =
        turn.sources().stream()
            .map(source ->
                AttributeValue.fromM(
                    Map.of(
                        "key",
                        StateTable.text(source.key()),
                        "generation",
                        StateTable.number(source.generation()))))
            .toList();
    return AttributeValue.fromM(
        Map.of(
            "question",
            StateTable.text(turn.said().question()),
            "answer",
            StateTable.text(turn.said().answer()),
            "index",
            StateTable.text(turn.index()),
            "sources",
            AttributeValue.fromL(sources)));
  }

  private static Turn turn(AttributeValue value) {
    Map<String, AttributeValue> item = value.m();
    return new Turn(
        new Exchange(
            StateTable.text(item, "question").orElseThrow(),
            StateTable.text(item, "answer").orElseThrow()),
        StateTable.text(item, "index").orElseThrow(),
        list(item, "sources")
            .map(AttributeValue::m)
            .map(source ->
                new DocumentVersion(
                    StateTable.text(source, "key").orElseThrow(),
                    StateTable.number(source, "generation").orElseThrow()))
            .collect(Collectors.toSet()));
  }

  private static Stream<AttributeValue> list(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::l).orElseThrow().stream();
  }
}
