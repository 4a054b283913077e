/** Proves on the local stack that ingestion converges, whatever fails on the way. */
@NullMarked
package askdocs.local.chaos;

import org.jspecify.annotations.NullMarked;
