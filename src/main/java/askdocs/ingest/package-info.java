/**
 * An object in the bucket to passages in the index: claim, look, read, chunk, embed, commit, sweep.
 */
@NullMarked
package askdocs.ingest;

import org.jspecify.annotations.NullMarked;
