package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Filter;
import askdocs.ask.Filter.AllOf;
import askdocs.ask.Filter.AnyOf;
import askdocs.ask.Filter.Compared;
import askdocs.ask.Filter.ListContains;
import askdocs.ask.Filter.NoneOf;
import askdocs.ask.Filter.OneOf;
import askdocs.ask.Filter.Order;
import askdocs.ask.Filter.StartsWith;
import askdocs.ask.Filter.StringContains;
import askdocs.knowledge.AttributeValue.Flag;
import askdocs.knowledge.AttributeValue.Numeric;
import askdocs.knowledge.AttributeValue.Text;
import askdocs.knowledge.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTest {
  private static Optional<Filter> read(String filter) {
    return new AskRequests("m", List.of("m"))
        .read("{\"question\": \"a\", \"filter\": " + filter + "}", new Caller("ana", Set.of()))
        .filter();
  }

  @Test
  void eachOperatorIsRead() {
    String operators =
        """
        {"orAll": [
          {"andAll": [
            {"equals": {"key": "course", "value": "aws"}},
            {"notEquals": {"value": true, "key": "draft"}},
            {"greaterThan": {"key": "year", "value": 2024}},
            {"greaterThanOrEquals": {"key": "year", "value": 2.5}},
            {"lessThan": {"key": "year", "value": -1e3}}]},
          {"orAll": [
            {"lessThanOrEquals": {"key": "year", "value": 0}},
            {"in": {"key": "kind", "value": ["a", 1, false]}},
            {"notIn": {"key": "kind", "value": ["b"]}},
            {"startsWith": {"key": "code", "value": "AB*"}},
            {"listContains": {"key": "tags", "value": "red"}}]},
          {"stringContains": {"key": "title", "value": "ñ"}}]}
        """;

    assertEquals(
        Optional.of(
            new AnyOf(
                List.of(
                    new AllOf(
                        List.of(
                            new OneOf("course", List.of(new Text("aws"))),
                            new NoneOf("draft", List.of(new Flag(true))),
                            new Compared("year", Order.GREATER, 2024),
                            new Compared("year", Order.GREATER_OR_EQUAL, 2.5),
                            new Compared("year", Order.LESS, -1000))),
                    new AnyOf(
                        List.of(
                            new Compared("year", Order.LESS_OR_EQUAL, 0),
                            new OneOf(
                                "kind", List.of(new Text("a"), new Numeric(1), new Flag(false))),
                            new NoneOf("kind", List.of(new Text("b"))),
                            new StartsWith("code", "AB*"),
                            new ListContains("tags", "red"))),
                    new StringContains("title", "ñ")))),
        read(operators));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "null|filter: must be an object with one operator.",
        "[]|filter: must be an object with one operator.",
        "{}|filter: must be an object with one operator.",
        "{'equals':{},'in':{}}|filter: must be an object with one operator.",
        "{'like':{'key':'a','value':'b'}}|filter.like: is an unknown operator.",
        "{'equals':7}|filter.equals: must be an object with key and value.",
        "{'equals':{'value':'b'}}|filter.equals.key: is missing.",
        "{'equals':{'key':'a'}}|filter.equals.value: is missing.",
        "{'equals':{'key':'a','value':'b','not':1}}|filter.equals.not: is an unknown field.",
        "{'equals':{'key':7,'value':'b'}}|filter.equals.key: must be a string.",
        "{'equals':{'key':'','value':'b'}}|filter.equals: key must have 1 to 100 characters.",
        "{'equals':{'key':'a','value':null}}"
            + "|filter.equals.value: must be a string, a finite number or a boolean.",
        "{'equals':{'key':'a','value':1e999}}"
            + "|filter.equals.value: must be a string, a finite number or a boolean.",
        "{'equals':{'key':'a','value':'\\ud800'}}"
            + "|filter.equals.value: must not hold half of a surrogate pair.",
        "{'greaterThan':{'key':'a','value':'7'}}|filter.greaterThan.value: must be a number.",
        "{'lessThan':{'key':'a','value':-1e999}}|filter.lessThan: must be a finite number.",
        "{'in':{'key':'a','value':'b'}}|filter.in.value: must be a list.",
        "{'in':{'key':'a','value':[]}}|filter.in: must have 1 to 100 values.",
        "{'notIn':{'key':'a','value':['b',['c']]}}"
            + "|filter.notIn.value[1]: must be a string, a finite number or a boolean.",
        "{'startsWith':{'key':'a','value':7}}|filter.startsWith.value: must be a string.",
        "{'stringContains':{'key':'a','value':''}}|filter.stringContains: must not be empty.",
        "{'andAll':{}}|filter.andAll: must be a list of filters.",
        "{'andAll':[{'equals':{'key':'a','value':1}}]}|filter.andAll: must have 2 to 5 members.",
        "{'orAll':[{'equals':{'key':'a','value':1}},{'nor':1}]}"
            + "|filter.orAll[1].nor: is an unknown operator.",
      })
  void whatIsWrongIsNamedByItsPath(String filter, String detail) {
    assertEquals(
        detail,
        assertThrows(ProblemException.class, () -> read(filter.replace('\'', '"')))
            .problem()
            .detail());
  }

  @Test
  void whatIsTooMuchIsRefused() {
    String one = "{\"equals\":{\"key\":\"a\",\"value\":1}}";
    String two = "{\"andAll\":[" + one + "," + one + "]}";
    String three = "{\"orAll\":[" + two + "," + one + "]}";

    assertRefused(
        "filter.andAll[0].andAll: must have 2 to 5 members.",
        "{\"andAll\":[{\"andAll\":[" + (one + ",").repeat(5) + one + "]}," + one + "]}");
    assertRefused(
        "filter.andAll: must not be nested deeper than 2 groups.",
        "{\"andAll\":[" + three + "," + one + "]}");
    assertRefused(
        "filter.startsWith: must have at most 1000 characters.",
        "{\"startsWith\":{\"key\":\"a\",\"value\":\"" + "x".repeat(1_001) + "\"}}");
    assertRefused(
        "filter.in: must have 1 to 100 values.",
        "{\"in\":{\"key\":\"a\",\"value\":[" + "1,".repeat(100) + "1]}}");
  }

  private static void assertRefused(String detail, String filter) {
    assertEquals(
        detail, assertThrows(ProblemException.class, () -> read(filter)).problem().detail());
  }
}
