/** AskDocs measured beside what people would use instead: {@code scripts/bench}. */
@NullMarked
package askdocs.local.bench;

import org.jspecify.annotations.NullMarked;
