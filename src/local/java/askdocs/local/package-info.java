/**
 * The stand-ins and the local stack: on the tests' class path only, never in a deployed package.
 */
@NullMarked
package askdocs.local;

import org.jspecify.annotations.NullMarked;
