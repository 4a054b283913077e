/** Runs one function inside the real Lambda runtime client, as {@code sam local invoke} does. */
@NullMarked
package askdocs.local.invoke;

import org.jspecify.annotations.NullMarked;
