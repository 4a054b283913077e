/** What a streamed answer is on the wire, and when. */
@NullMarked
package askdocs.local.streaming;

import org.jspecify.annotations.NullMarked;
