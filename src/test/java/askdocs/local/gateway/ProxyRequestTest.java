package askdocs.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProxyRequestTest {
  private static final ProxyRequest REQUEST =
      new ProxyRequest(
          "id-1",
          "GET",
          "/documents/{key+}",
          "/documents/curso/ni%C3%B1o.md",
          Map.of("key", "curso/ni%C3%B1o.md"),
          Optional.of("limit=2&status=INDEXED&status=FAILED&q=a%20%2B%C3%B1"),
          new TreeMap<>(
              Map.of(
                  "Host", List.of("127.0.0.1:8080"),
                  "X-Local-Caller", List.of("ana"),
                  "X-Local-Groups", List.of("finance,año"))),
          Optional.empty(),
          Instant.parse("2026-11-22T12:00:00Z"));

  @Test
  void hasTheShapeOfARestApisProxyEvent() {
    assertEquals(
        """
        {"resource":"/documents/{key+}","path":"/documents/curso/ni%C3%B1o.md","httpMethod":"GET",\
        "headers":{"Host":"127.0.0.1:8080","X-Local-Caller":"ana","X-Local-Groups":"finance,año"},\
        "multiValueHeaders":{"Host":["127.0.0.1:8080"],"X-Local-Caller":["ana"],\
        "X-Local-Groups":["finance,año"]},\
        "queryStringParameters":{"limit":"2","status":"FAILED","q":"a +ñ"},\
        "multiValueQueryStringParameters":{"limit":["2"],"status":["INDEXED","FAILED"],\
        "q":["a +ñ"]},\
        "pathParameters":{"key":"curso/ni%C3%B1o.md"},"stageVariables":null,\
        "requestContext":{"resourceId":"local","resourcePath":"/documents/{key+}",\
        "httpMethod":"GET","extendedRequestId":"id-1","requestTime":"22/Nov/2026:12:00:00 +0000",\
        "path":"/local/documents/curso/ni%C3%B1o.md","accountId":"000000000000",\
        "protocol":"HTTP/1.1","stage":"local","domainPrefix":"local",\
        "requestTimeEpoch":1795348800000,"requestId":"id-1",\
        "identity":{"apiKey":"local","apiKeyId":"local","sourceIp":"127.0.0.1","userAgent":null},\
        "domainName":"127.0.0.1:8080","apiId":"local",\
        "authorizer":{"claims":{"sub":"ana","cognito:groups":"finance,año"}}},\
        "body":null,"isBase64Encoded":false}\
        """,
        REQUEST.toEvent());
  }

  @Test
  void isReadByTheRuntimesOwnSerializer() {
    APIGatewayProxyRequestEvent event =
        LambdaEventSerializers.serializerFor(
                APIGatewayProxyRequestEvent.class, getClass().getClassLoader())
            .fromJson(new ByteArrayInputStream(REQUEST.toEvent().getBytes(UTF_8)));
    assertEquals("curso/ni%C3%B1o.md", event.getPathParameters().get("key"));
    assertEquals(
        List.of("INDEXED", "FAILED"), event.getMultiValueQueryStringParameters().get("status"));
    assertEquals("local", event.getRequestContext().getIdentity().getApiKey());
    assertEquals(
        Map.of("claims", Map.of("sub", "ana", "cognito:groups", "finance,año")),
        event.getRequestContext().getAuthorizer());
  }
}
