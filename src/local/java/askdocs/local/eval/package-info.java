/** Measures how well AskDocs finds, answers and declines, on anybody's questions. */
@NullMarked
package askdocs.local.eval;

import org.jspecify.annotations.NullMarked;
