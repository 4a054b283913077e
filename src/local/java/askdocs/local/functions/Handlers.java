package askdocs.local.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/**
 * The handlers by their class names, each made once through its public constructor without
 * arguments. A constructor that throws is tried again at the next invocation, as on Lambda.
 */
final class Handlers {
  /** A handler over the JSON of event and answer. */
  @FunctionalInterface
  interface Handler {
    /** Answers an event; what is flushed on the way may be read at once. */
    void handle(byte[] event, OutputStream answer, Context context) throws IOException;
  }

  private final Map<String, Handler> made = new HashMap<>();

  /**
   * The handler of this class.
   *
   * @throws Exception whatever its constructor throws, or that there is no such handler
   */
  @SuppressWarnings("IllegalCatch")
  synchronized Handler named(String className) throws Exception {
    Handler handler = made.get(className);
    if (handler == null) {
      try {
        handler = of(Class.forName(className).getConstructor().newInstance());
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw e;
      }
      made.put(className, handler);
    }
    return handler;
  }

  private static Handler of(Object made) {
    return switch (made) {
      case RequestStreamHandler handler ->
          (event, answer, context) ->
              handler.handleRequest(new ByteArrayInputStream(event), answer, context);
      case RequestHandler<?, ?> handler -> typed(handler);
      default -> throw new IllegalArgumentException(made.getClass() + " is not a handler");
    };
  }

  @SuppressWarnings("unchecked")
  private static <I, O> Handler typed(RequestHandler<I, O> handler) {
    Type[] types = typesOf(handler.getClass());
    PojoSerializer<I> events = (PojoSerializer<I>) serializer(types[0]);
    PojoSerializer<O> answers = (PojoSerializer<O>) serializer(types[1]);
    return (event, out, context) -> {
      O answer = handler.handleRequest(events.fromJson(new ByteArrayInputStream(event)), context);
      answers.toJson(answer, out);
    };
  }

  private static PojoSerializer<?> serializer(Type type) {
    if (type instanceof Class<?> known
        && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
      return LambdaEventSerializers.serializerFor(known, known.getClassLoader());
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  private static Type[] typesOf(Class<?> handler) {
    for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
      for (Type implemented : type.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType parameterized
            && parameterized.getRawType() == RequestHandler.class) {
          return parameterized.getActualTypeArguments();
        }
      }
    }
    throw new IllegalArgumentException(handler + " does not name the types that it handles");
  }
}
