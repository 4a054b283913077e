/** Shows on the local stack what callers and ingestion notice when upstreams fail. */
@NullMarked
package askdocs.local.faults;

import org.jspecify.annotations.NullMarked;
