/** The commands that look after the documents of a stack, on this machine or on AWS. */
@NullMarked
package askdocs.local.tools;

import org.jspecify.annotations.NullMarked;
