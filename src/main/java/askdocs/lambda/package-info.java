/** Handlers, settings, wiring, problem responses. */
@NullMarked
package askdocs.lambda;

import org.jspecify.annotations.NullMarked;
