package askdocs.lambda.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler is told about its invocation. */
record InvocationContext(Invocation invocation, RuntimeEnvironment environment, Clock clock)
    implements Context {
  private static final Logger LOG = System.getLogger(InvocationContext.class.getName());

  @Override
  public String getAwsRequestId() {
    return invocation.id();
  }

  @Override
  public String getLogGroupName() {
    return environment.logGroup();
  }

  @Override
  public String getLogStreamName() {
    return environment.logStream();
  }

  @Override
  public String getFunctionName() {
    return environment.functionName();
  }

  @Override
  public String getFunctionVersion() {
    return environment.functionVersion();
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.functionArn();
  }

  /** None: no mobile SDK invokes. */
  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  /** None: no mobile SDK invokes. */
  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    long left = Duration.between(clock.instant(), invocation.deadline()).toMillis();
    return Math.toIntExact(Math.clamp(left, 0, Integer.MAX_VALUE));
  }

  @Override
  public int getMemoryLimitInMB() {
    return environment.memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        LOG.log(Level.INFO, message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
