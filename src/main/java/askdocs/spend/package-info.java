/** What a call costs and what a caller may spend. */
@NullMarked
package askdocs.spend;

import org.jspecify.annotations.NullMarked;
