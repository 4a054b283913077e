package askdocs.lambda;

import askdocs.ask.Answering;
import askdocs.ask.Audience;
import askdocs.ask.Citation;
import askdocs.ask.SearchResult;
import askdocs.ask.StreamingGenerator;
import askdocs.lambda.runtime.StreamingHandler;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/** POST /ask/stream: the answer of POST /ask, told while it comes about. */
public final class AskStreamFunction implements StreamingHandler {
  /** The settings that it needs: those of AskFunction. */
  public static final Set<Setting> SETTINGS = AskFunction.SETTINGS;

  private final Edge edge;
  private final AskRequests requests;
  private final Answering answering;
  private final StreamingGenerator streaming;

  /** Wires the real clients, as the environment says. */
  public AskStreamFunction() {
    this(AskWiring.fromEnvironment());
  }

  private AskStreamFunction(AskWiring wiring) {
    this(wiring.edge(), wiring.requests(), wiring.answering(), wiring.streaming().get());
  }

  AskStreamFunction(
      Edge edge, AskRequests requests, Answering answering, StreamingGenerator streaming) {
    this.edge = edge;
    this.requests = requests;
    this.answering = answering;
    this.streaming = streaming;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    edge.stream(in, out, context, this::serve);
  }

  private ObjectNode serve(ApiRequest request, ServerSentEvents events) {
    if (!request.route().equals("POST /ask/stream")) {
      throw new ProblemException(Problem.notFound("There is no such path."));
    }
    return AskResponses.answer(
        answering.answer(
            requests.read(request.jsonBody(), request.caller()),
            request.deadline(),
            streaming,
            new Told(events, request.requestId())),
        request.requestId());
  }

  /** An answer's events. */
  private record Told(ServerSentEvents events, String requestId) implements Audience {
    @Override
    public void found(SearchResult passages) {
      events.send("passages", AskResponses.passages(passages, requestId));
    }

    @Override
    public void said(int start, String text) {
      events.send("text", Json.STRICT.createObjectNode().put("start", start).put("text", text));
    }

    @Override
    public void cited(Citation citation) {
      events.send("citation", AskResponses.citation(citation));
    }
  }
}
