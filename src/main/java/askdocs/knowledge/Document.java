package askdocs.knowledge;

import java.time.Instant;
import java.util.Optional;

/**
 * A document as its owner sees it.
 *
 * @param uri where it lies
 * @param status how far it has come
 * @param reason why, where it failed or was ignored
 * @param version the version that the status is about: the object's version id or entity tag
 * @param title its title, once it was read
 * @param bytes its size
 * @param passages how many passages a search can find
 * @param updatedAt when the status was last concluded
 */
public record Document(
    DocumentUri uri,
    DocumentStatus status,
    Optional<String> reason,
    Optional<String> version,
    Optional<String> title,
    long bytes,
    int passages,
    Instant updatedAt) {}
