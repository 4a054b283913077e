/** Reads {@code template.yaml}, so that what runs locally is what is deployed. */
@NullMarked
package askdocs.local.template;

import org.jspecify.annotations.NullMarked;
