/** What a deployment would cost, for a folder of documents and a number of questions. */
@NullMarked
package askdocs.local.cost;

import org.jspecify.annotations.NullMarked;
