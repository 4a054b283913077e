/**
 * Lambda's Runtime API for functions that bring their own JVM: unlike the managed Java runtime, it
 * streams responses.
 */
@NullMarked
package askdocs.lambda.runtime;

import org.jspecify.annotations.NullMarked;
