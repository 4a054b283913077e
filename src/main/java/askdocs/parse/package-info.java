/** A file's bytes to structured text. */
@NullMarked
package askdocs.parse;

import org.jspecify.annotations.NullMarked;
