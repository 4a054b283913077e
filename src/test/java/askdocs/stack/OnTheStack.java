package askdocs.stack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class's constructor, and any of its methods, the {@link Stack} that all of them
 * share: started by the first that asks, closed after the last test of the run.
 *
 * <p>Its bucket, table and index are shared too, so each class puts documents under a prefix of its
 * own and asks for facts that no other class writes down; what it breaks, it repairs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnTheStack.Shared.class)
public @interface OnTheStack {
  /** Keeps it in the store of the whole run, which closes it. */
  final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(OnTheStack.class))
          .computeIfAbsent(Stack.class, _ -> Stack.start(), Stack.class);
    }
  }
}
