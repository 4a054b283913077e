/** Question to answer: retrieve, prompt, generate, verify citations. */
@NullMarked
package askdocs.ask;

import org.jspecify.annotations.NullMarked;
