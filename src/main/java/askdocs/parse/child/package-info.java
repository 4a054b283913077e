/**
 * Reading in Java processes of their own: what hangs, bursts or breaks on a file takes nothing else
 * with it.
 */
@NullMarked
package askdocs.parse.child;

import org.jspecify.annotations.NullMarked;
