package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSearchEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "https://search-x.eu-west-1.es.amazonaws.com, search-x.eu-west-1.es.amazonaws.com, true",
    "https://search-x.eu-west-1.es.amazonaws.com/, search-x.eu-west-1.es.amazonaws.com, true",
    "HTTPS://search.example.com:8443, search.example.com:8443, true",
    "http://127.0.0.1:9200, 127.0.0.1:9200, false",
    "http://127.0.0.2:9200, 127.0.0.2:9200, false",
    "http://localhost:9200, localhost:9200, false",
    "http://[::1]:9200, [::1]:9200, false",
  })
  void aDomainIsSpokenToAtItsHost(URI endpoint, String host, boolean secure) {
    assertEquals(new OpenSearchEndpoint(host, secure), OpenSearchEndpoint.of(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "search.example.com, is not a URL of a host",
    "ftp://search.example.com, is not a URL of a host",
    "https:///path, is not a URL of a host",
    "https://x.eu-west-1.aoss.amazonaws.com, is of OpenSearch Serverless",
    "https://X.EU-WEST-1.AOSS.AMAZONAWS.COM, is of OpenSearch Serverless",
    "https://x.aoss.eu-west-1.on.aws, is of OpenSearch Serverless",
    "http://search.example.com, http is for this machine only",
    "http://127.example.com, http is for this machine only",
    "http://localhost.example.com, http is for this machine only",
    "http://10.0.0.1, http is for this machine only",
    "http://0.0.0.0, http is for this machine only",
    "https://search.example.com/_search, more than a host and a port",
    "https://search.example.com?q=1, more than a host and a port",
    "https://user:secret@search.example.com, more than a host and a port",
  })
  void whatCannotWorkIsRefusedWithWhatToDo(URI endpoint, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> OpenSearchEndpoint.of(endpoint))
            .getMessage();

    assertTrue(message.startsWith("OPENSEARCH_ENDPOINT") && message.contains(why), message);
    assertTrue(!message.contains("secret"), message);
  }
}
