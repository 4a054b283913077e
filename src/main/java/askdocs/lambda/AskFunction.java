package askdocs.lambda;

import askdocs.ask.Answering;
import askdocs.aws.AwsClients;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/** POST /ask, POST /search, GET /health and GET /openapi.json. */
public final class AskFunction implements RequestStreamHandler {
  /** The settings that it needs. */
  public static final Set<Setting> SETTINGS =
      Set.copyOf(
          EnumSet.of(
              Setting.STATE_TABLE,
              Setting.SESSION_TTL,
              Setting.ANSWER_CACHE,
              Setting.CONDENSE_MODEL_ID,
              Setting.OPENSEARCH_ENDPOINT,
              Setting.OPENSEARCH_SECRET_ARN,
              Setting.ANSWER_MODEL_ID,
              Setting.ALLOWED_MODEL_IDS,
              Setting.RERANK_MODEL_ID,
              Setting.FALLBACK_MODEL_ID,
              Setting.MODEL_QUOTAS,
              Setting.MAX_CONCURRENCY,
              Setting.SPEND_TABLE,
              Setting.DAILY_BUDGET_USD,
              Setting.MONTHLY_BUDGET_USD,
              Setting.CALLER_DAILY_BUDGET_USD,
              Setting.CALLER_MONTHLY_BUDGET_USD,
              Setting.LANGUAGES,
              Setting.GROUPS_CLAIM,
              Setting.CORS_ORIGIN));

  private final Edge edge;
  private final AskRequests requests;
  private final Answering answering;

  /** Wires the real clients, as the environment says. */
  public AskFunction() {
    this(AskWiring.fromEnvironment());
    Priming.register(() ->
        new AskFunction(AskWiring.fromEnvironment(AwsClients.answeredBy(new PrimingUpstreams()))));
  }

  private AskFunction(AskWiring wiring) {
    this(wiring.edge(), wiring.requests(), wiring.answering());
  }

  AskFunction(Edge edge, AskRequests requests, Answering answering) {
    this.edge = edge;
    this.requests = requests;
    this.answering = answering;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    edge.serve(in, out, context, this::serve);
  }

  private ObjectNode serve(ApiRequest request) {
    return switch (request.route()) {
      case "POST /ask" ->
          AskResponses.answer(
              answering.answer(
                  requests.read(request.jsonBody(), request.caller()), request.deadline()),
              request.requestId());
      case "POST /search" ->
          AskResponses.passages(
              answering.search(
                  requests.readSearch(request.jsonBody(), request.caller()), request.deadline()),
              request.requestId());
      case "GET /health" -> Health.ok();
      case "GET /openapi.json" -> OpenApi.document();
      default -> throw new ProblemException(Problem.notFound("There is no such path."));
    };
  }
}
