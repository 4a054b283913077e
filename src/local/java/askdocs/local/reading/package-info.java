/** What the functions read out of a file, for a person to look at. */
@NullMarked
package askdocs.local.reading;

import org.jspecify.annotations.NullMarked;
