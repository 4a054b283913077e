/** The words both sides share: document, passage, embedding, access, an upstream that failed. */
@NullMarked
package askdocs.knowledge;

import org.jspecify.annotations.NullMarked;
