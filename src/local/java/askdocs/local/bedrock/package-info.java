/** A stand-in for Amazon Bedrock Runtime on loopback: it refuses what the real one refuses. */
@NullMarked
package askdocs.local.bedrock;

import org.jspecify.annotations.NullMarked;
